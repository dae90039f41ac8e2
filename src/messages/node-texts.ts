/** Titles and help of node types: English stands at the definition, other languages in records beside the nodes. */
import { writeFact } from '../../runtime/core/node/card-fact.ts'
import type { NodeRecord } from '../../runtime/core/document/document.ts'
import type { NodeDefinition } from '../../runtime/core/node/define-node.ts'
import type { Port, PortRecord } from '../../runtime/core/node/ports.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'

export interface FieldTexts {
  readonly title: string
  readonly description?: string
  readonly unit?: string
  /** Of an enum: its values in words. */
  readonly options?: Readonly<Record<string, string>>
}

export interface NodeTexts {
  readonly title: string
  readonly summary: string
  readonly config: Readonly<Record<string, FieldTexts>>
  readonly inputs: Readonly<Record<string, string>>
  readonly outputs: Readonly<Record<string, string>>
  /** What cards say, by the English text. */
  readonly facts?: Readonly<Record<string, string>>
}

/** Empty for English. */
export type NodeTextTable = Readonly<Record<string, NodeTexts>>

export interface NodeTextReader {
  titleOf(definition: NodeDefinition): string
  summaryOf(definition: NodeDefinition): string
  /** `path`: the setting, or `list.member` inside a list. Undefined where the definition's own text holds. */
  fieldOf(definition: NodeDefinition, path: string): FieldTexts | undefined
  /** What the card says about the settings. */
  factsOf(definition: NodeDefinition, config: unknown): readonly string[]
  portTitleOf(definition: NodeDefinition, side: 'inputs' | 'outputs', name: string, port: Port): string
}

/** What a node is called: the name a person gave it, or the title of its type. */
export function titleOfNode(record: NodeRecord, registry: NodeRegistry, texts: NodeTextReader): string {
  const definition = registry.get(record.type)
  return record.name ?? (definition === undefined ? record.type : texts.titleOf(definition))
}

export function createNodeTextReader(
  table: NodeTextTable,
  defaultPorts: (definition: NodeDefinition) => { inputs: PortRecord; outputs: PortRecord },
): NodeTextReader {
  const defaults = new Map<string, { inputs: PortRecord; outputs: PortRecord }>()
  const textsOf = (definition: NodeDefinition): NodeTexts | undefined => table[definition.type]
  const defaultsOf = (definition: NodeDefinition) => {
    const known = defaults.get(definition.type) ?? defaultPorts(definition)
    defaults.set(definition.type, known)
    return known
  }
  return {
    titleOf: (definition) => textsOf(definition)?.title ?? definition.title,
    summaryOf: (definition) => textsOf(definition)?.summary ?? definition.summary,
    fieldOf: (definition, path) => textsOf(definition)?.config[path],
    factsOf: (definition, config) =>
      definition.describe(config).map((fact) => writeFact(fact, textsOf(definition)?.facts?.[fact.text])),
    portTitleOf: (definition, side, name, port) => {
      const translated = textsOf(definition)?.[side][name]
      // A title that a person gave (a rule's label, a field's name) is said as it was given.
      const isOwnTitle = defaultsOf(definition)[side][name]?.title === port.title
      return translated !== undefined && isOwnTitle ? translated : port.title
    },
  }
}
