/** A variant's document: a copy of the revision in which settings are replaced by their paths. */
import type { z } from 'zod'
import type { NodeRecord, PipelineDocument } from '../../core/document/document.ts'
import { nodeRecordSchema, policySchema } from '../../core/document/document.ts'
import { migratePipeline } from '../../core/document/migrate.ts'
import { failure } from '../../core/errors/failure.ts'
import type { NodeRegistry } from '../../core/node/registry.ts'
import type { Override } from '../../core/wire/experiments.ts'

/**
 * A setting exists when the node's own schema keeps it: optional ones that the document leaves out do, misspelt ones do not.
 * Entries of a list exist up to its length.
 *
 * @param variant named in the failures
 * @throws OVERRIDE_NODE_UNKNOWN, OVERRIDE_UNKNOWN, OVERRIDE_INVALID; the document is not validated as a whole
 */
export function applyOverrides(
  source: PipelineDocument,
  variant: string,
  overrides: readonly Override[],
  registry: NodeRegistry,
): PipelineDocument {
  const document = migratePipeline(source, registry)
  const nodes = new Map(document.nodes.map((node) => [node.id, node]))
  for (const override of overrides) {
    const node = nodes.get(override.node)
    if (node === undefined) {
      const known = [...nodes.keys()].join(', ')
      throw failure('OVERRIDE_NODE_UNKNOWN', { variant, node: override.node, nodes: known })
    }
    nodes.set(node.id, overrideNode(node, variant, override, registry))
  }
  return { ...document, nodes: document.nodes.map((node) => nodes.get(node.id) ?? node) }
}

function overrideNode(
  node: NodeRecord,
  variant: string,
  override: Override,
  registry: NodeRegistry,
): NodeRecord {
  const [part, ...path] = override.path.split('.')
  const place = { variant, node: node.id, setting: override.path }
  if (part === 'policy') {
    const policy = replaceSetting(policySchema, node.policy ?? {}, path, override, place)
    return nodeRecordSchema.parse({ ...node, policy })
  }
  const definition = registry.get(node.type)
  if (definition === undefined) throw failure('UNKNOWN_NODE_TYPE', { node: node.id, type: node.type })
  // With its defaults, so that what the document leaves out can be reached.
  const filled = definition.config.safeParse(node.config)
  const config = filled.success ? filled.data : node.config
  return nodeRecordSchema.parse({
    ...node,
    config: replaceSetting(definition.config, config, path, override, place),
  })
}

interface Place {
  readonly variant: string
  readonly node: string
  readonly setting: string
}

/** What the schema makes of the settings with the new value in them. */
function replaceSetting(
  schema: z.ZodType,
  settings: unknown,
  path: readonly string[],
  { value }: Override,
  place: Place,
): unknown {
  const unknown = () =>
    failure('OVERRIDE_UNKNOWN', { ...place, known: namesAlong(settings, path).join(', ') })
  const changed = replaceAt(settings, path, value)
  if (changed === undefined) throw unknown()
  const parsed = schema.safeParse(changed)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    if (issue?.code === 'unrecognized_keys') throw unknown()
    throw failure('OVERRIDE_INVALID', { ...place, reason: issue?.message ?? 'unknown' })
  }
  if (readAt(parsed.data, path) === undefined) throw unknown()
  return parsed.data
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A copy with the value at the path; undefined when the path leads nowhere. */
function replaceAt(settings: unknown, [key = '', ...rest]: readonly string[], value: unknown): unknown {
  const isLast = rest.length === 0
  if (Array.isArray(settings)) {
    const index = Number(key)
    if (!Number.isInteger(index) || index < 0 || index >= settings.length) return undefined
    const part = isLast ? value : replaceAt(settings[index], rest, value)
    return part === undefined ? undefined : settings.with(index, part)
  }
  if (!isRecord(settings)) return undefined
  const old = Object.hasOwn(settings, key) ? settings[key] : undefined
  const part = isLast ? value : replaceAt(old, rest, value)
  return part === undefined ? undefined : { ...settings, [key]: part }
}

function readAt(settings: unknown, path: readonly string[]): unknown {
  let found: unknown = settings
  for (const key of path) {
    if (Array.isArray(found)) found = found[Number(key)]
    else found = isRecord(found) && Object.hasOwn(found, key) ? found[key] : undefined
  }
  return found
}

/** What there is where the path leaves the settings. */
function namesAlong(settings: unknown, path: readonly string[]): string[] {
  let names: string[] = []
  let found: unknown = settings
  for (const key of path) {
    if (Array.isArray(found)) names = found.map((_, index) => String(index))
    else if (isRecord(found)) names = Object.keys(found)
    else return names
    found = readAt(found, [key])
  }
  return names
}
