/** Says an override in words: `Find passages · Results = 3`. */
import { builtinNodes } from '../../../nodes/index.ts'
import { createNodeRegistry } from '../../../runtime/core/node/registry.ts'
import type { Override, Variant } from '../../../runtime/core/wire/experiments.ts'
import { readNodeFields } from '../../forms/read-fields.ts'
import { useNodeTexts } from '../../session/use-node-texts.ts'
import { usePipelineDocument } from './use-setup-data.ts'

export const registry = createNodeRegistry(builtinNodes)

const longestValue = 40

export function useOverrideTexts({ pipeline, revision }: Variant): (override: Override) => string {
  const texts = useNodeTexts()
  const document = usePipelineDocument(pipeline, revision)
  return ({ node, path, value }) => {
    const record = document.data?.nodes.find(({ id }) => id === node)
    const definition = record === undefined ? undefined : registry.get(record.type)
    const [place, name, ...rest] = path.split('.')
    const field =
      definition === undefined || place !== 'config' || rest.length > 0
        ? undefined
        : readNodeFields(definition, (at) => texts.fieldOf(definition, at)).find((one) => one.name === name)
    const option = field?.options?.find((one) => one.value === value)?.label
    const title = record?.name ?? (definition === undefined ? node : texts.titleOf(definition))
    return `${title} · ${field?.title ?? path} = ${option ?? shorten(value)}`
  }
}

function shorten(value: Override['value']): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length <= longestValue ? text : `${text.slice(0, longestValue)}…`
}
