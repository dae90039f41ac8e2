/** A record of a document as facts with titles, each in words: what two sides of a conflict are compared by. */
import type { NodePolicy, NodeRecord, PipelineDocument } from '../../../../runtime/core/document/document.ts'
import type { NodeRegistry } from '../../../../runtime/core/node/registry.ts'
import type { Json } from '../../../../runtime/core/values.ts'
import type { GroupRecord, NoteRecord } from '../../../document/group-commands.ts'
import type { FormField } from '../../../forms/form-field.ts'
import { readNodeFields } from '../../../forms/read-fields.ts'
import { writeValue } from '../../../forms/write-value.ts'
import { readPipelineFields } from '../../../inspector/pipeline-fields.ts'
import { readPolicyFields } from '../../../inspector/policy-fields.ts'
import { readPolicy } from '../../../inspector/policy-form.ts'
import type { Say } from '../../../messages/catalogue.ts'
import type { NodeTextReader } from '../../../messages/node-texts.ts'

export interface Fact {
  readonly id: string
  readonly title: string
  readonly text: string
}

export interface FactContext {
  readonly registry: NodeRegistry
  readonly texts: NodeTextReader
  readonly say: Say
}

/** Its place is left out: that is told by comparison. */
export function nodeFacts(node: NodeRecord, { registry, texts, say }: FactContext): readonly Fact[] {
  const definition = registry.get(node.type)
  const fields =
    definition === undefined || node.version > definition.version
      ? []
      : readNodeFields(definition, (path) => texts.fieldOf(definition, path))
  const known = new Map(fields.map((field) => [field.name, field]))
  const names = [...known.keys(), ...Object.keys(node.config).filter((name) => !known.has(name))]
  return [
    { id: 'name', title: say('changes.name'), text: node.name ?? say('changes.unset') },
    {
      id: 'type',
      title: say('changes.type'),
      text: definition === undefined ? node.type : texts.titleOf(definition),
    },
    { id: 'version', title: say('changes.version'), text: String(node.version) },
    ...names.map((name) => settingFact(name, known.get(name), node.config[name], say)),
    { id: 'muted', title: say('changes.muted'), text: say(node.muted === true ? 'forms.yes' : 'forms.no') },
    {
      id: 'exposed',
      title: say('changes.exposed'),
      text: (node.exposed ?? []).map((name) => known.get(name)?.title ?? name).join('\n'),
    },
    ...policyFacts(node.policy, say),
  ]
}

function settingFact(name: string, field: FormField | undefined, value: Json | undefined, say: Say): Fact {
  return { id: `config ${name}`, title: field?.title ?? name, text: writeValue(field, value, say) }
}

function policyFacts(policy: NodePolicy | undefined, say: Say): readonly Fact[] {
  const values = readPolicy(policy)
  return readPolicyFields(say).map((field) => ({
    id: `policy ${field.name}`,
    title: field.title,
    text: writeValue(field, values[field.name], say),
  }))
}

/** The settings of the pipeline itself. */
export function limitFacts(settings: PipelineDocument['settings'], say: Say): readonly Fact[] {
  const values: Readonly<Record<string, Json | undefined>> = settings ?? {}
  return readPipelineFields(say)
    .filter(({ name }) => name !== 'name' && name !== 'description')
    .map((field) => settingFact(field.name, field, values[field.name], say))
}

/** What a note is called: its first words. */
export function noteTitle({ text }: NoteRecord, say: Say): string {
  const words = text.split('\n').find((line) => line.trim() !== '')
  return words === undefined
    ? say('canvas.noteLabel')
    : say('document.factNote', { note: words.slice(0, 40) })
}

export function noteFacts({ text, position, size }: NoteRecord, say: Say): readonly Fact[] {
  return [
    { id: 'text', title: say('document.noteText'), text },
    {
      id: 'place',
      title: say('document.place'),
      text: say('document.placeAndSize', { ...position, ...size }),
    },
  ]
}

export const groupTitle = ({ title }: GroupRecord, say: Say): string =>
  say('document.factGroup', { group: title })

export function groupFacts(
  { title, color, nodes, collapsed }: GroupRecord,
  nodeTitle: (id: string) => string,
  say: Say,
): readonly Fact[] {
  return [
    { id: 'title', title: say('changes.name'), text: title },
    { id: 'nodes', title: say('changes.nodes'), text: nodes.map(nodeTitle).join(', ') },
    {
      id: 'look',
      title: say('document.groupLook'),
      text: say(collapsed ? 'document.groupFolded' : 'document.groupOpen', { color }),
    },
  ]
}
