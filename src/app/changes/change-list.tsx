/** Every change in words; a node's title leads to it on the canvases. */
import type {
  DocumentDiff,
  NodeChange,
  RecordChange,
  SettingChange,
  WireChange,
} from '../../document/diff-documents.ts'
import type { EdgeRecord, PipelineDocument, NodeRecord } from '../../../runtime/core/document/document.ts'
import type { NodeRegistry } from '../../../runtime/core/node/registry.ts'
import type { PortNames } from '../../drawing/use-port-names.ts'
import { createPortNames } from '../../drawing/use-port-names.ts'
import type { FormField } from '../../forms/form-field.ts'
import { readNodeFields } from '../../forms/read-fields.ts'
import { writeValue } from '../../forms/write-value.ts'
import type { MessageKey } from '../../messages/catalogue.ts'
import { useMessages } from '../../messages/messages-context.tsx'
import { titleOfNode } from '../../messages/node-texts.ts'
import { useNodeTexts } from '../../session/use-node-texts.ts'
import { Button } from '../../ui/button.tsx'
import { DiffText } from '../../ui/diff-text.tsx'
import { diffTexts } from '../../ui/text-diff.ts'
import type { Fact } from '../build/conflict/record-facts.ts'
import { groupFacts, groupTitle, noteFacts, noteTitle } from '../build/conflict/record-facts.ts'
import styles from './changes.module.css'

const kindKeys = {
  added: 'changes.added',
  removed: 'changes.removed',
  changed: 'changes.changed',
} as const satisfies Record<NodeChange['kind'], MessageKey>

const pathKeys: Readonly<Record<string, PathKey>> = {
  type: 'changes.type',
  version: 'changes.version',
  name: 'changes.name',
  policy: 'changes.policy',
  muted: 'changes.muted',
  exposed: 'changes.exposed',
  description: 'changes.description',
  settings: 'changes.settings',
}

type PathKey = Extract<
  MessageKey,
  | 'changes.type'
  | 'changes.version'
  | 'changes.name'
  | 'changes.policy'
  | 'changes.muted'
  | 'changes.exposed'
  | 'changes.description'
  | 'changes.settings'
>

export interface ChangeListProps {
  readonly diff: DocumentDiff
  readonly before: PipelineDocument
  readonly after: PipelineDocument
  readonly registry: NodeRegistry
  readonly onShow: (node: string) => void
}

export function ChangeList({ diff, before, after, registry, onShow }: ChangeListProps) {
  const say = useMessages()
  const texts = useNodeTexts()
  const titles = new Map(
    [...before.nodes, ...after.nodes].map((node) => [node.id, titleOfNode(node, registry, texts)]),
  )
  const titleOf = (id: string) => titles.get(id) ?? id
  const namesBefore = createPortNames(before.nodes, registry, texts)
  const namesAfter = createPortNames(after.nodes, registry, texts)
  return (
    <>
      {diff.nodes.length === 0 ? null : (
        <section aria-label={say('changes.nodes')}>
          <h2 className={styles['listTitle']}>{say('changes.nodes')}</h2>
          <ul className={styles['list']}>
            {diff.nodes.map((change) => (
              <NodeEntry
                key={change.node.id}
                change={change}
                title={titleOf(change.node.id)}
                registry={registry}
                onShow={onShow}
              />
            ))}
          </ul>
        </section>
      )}
      {diff.wires.length === 0 ? null : (
        <section aria-label={say('changes.wires')}>
          <h2 className={styles['listTitle']}>{say('changes.wires')}</h2>
          <ul className={styles['list']}>
            {diff.wires.map((change) => (
              <WireEntry
                key={`${change.kind} ${change.edge.id}`}
                change={change}
                titleOf={titleOf}
                names={change.kind === 'removed' ? namesBefore : namesAfter}
              />
            ))}
          </ul>
        </section>
      )}
      <RecordEntries
        title={say('changes.notes')}
        changes={diff.notes}
        titleOf={(note) => noteTitle(note, say)}
        factsOf={(note) => noteFacts(note, say)}
      />
      <RecordEntries
        title={say('changes.groups')}
        changes={diff.groups}
        titleOf={(group) => groupTitle(group, say)}
        factsOf={(group) => groupFacts(group, titleOf, say)}
      />
      {diff.facts.length === 0 ? null : (
        <section aria-label={say('changes.pipeline')}>
          <h2 className={styles['listTitle']}>{say('changes.pipeline')}</h2>
          <Settings settings={diff.facts} fieldOf={noField} />
        </section>
      )}
    </>
  )
}

interface NodeEntryProps {
  readonly change: NodeChange
  readonly title: string
  readonly registry: NodeRegistry
  readonly onShow: (node: string) => void
}

const noField = () => undefined

function NodeEntry({ change, title, registry, onShow }: NodeEntryProps) {
  const say = useMessages()
  const fieldOf = useSettingFields(change.node, registry)
  return (
    <li className={styles['entry']} data-kind={change.kind}>
      <span className={styles['kind']}>{say(kindKeys[change.kind])}</span>{' '}
      <Button isSmall variant="quiet" onPress={() => onShow(change.node.id)}>
        {title}
      </Button>
      {change.kind === 'changed' ? <Settings settings={change.settings} fieldOf={fieldOf} /> : null}
    </li>
  )
}

/** The field of a path such as `config.limit`. */
function useSettingFields(node: NodeRecord, registry: NodeRegistry): (path: string) => FormField | undefined {
  const texts = useNodeTexts()
  const definition = registry.get(node.type)
  if (definition === undefined) return () => undefined
  const fields = readNodeFields(definition, (path) => texts.fieldOf(definition, path))
  return (path) => fields.find(({ name }) => `config.${name}` === path)
}

function WireEntry({
  change: { kind, edge },
  titleOf,
  names,
}: {
  readonly change: WireChange
  readonly titleOf: (node: string) => string
  /** Of the version that has the wire. */
  readonly names: PortNames
}) {
  const say = useMessages()
  const endOf = ({ node, port }: EdgeRecord['from'], side: 'input' | 'output') =>
    `${titleOf(node)} · ${names.portTitle(node, side, port)}`
  return (
    <li className={styles['entry']} data-kind={kind}>
      <span className={styles['kind']}>{say(kindKeys[kind])}</span>{' '}
      {say('changes.wire', { from: endOf(edge.from, 'output'), to: endOf(edge.to, 'input') })}
    </li>
  )
}

interface RecordEntriesProps<Item> {
  readonly title: string
  readonly changes: readonly RecordChange<Item>[]
  readonly titleOf: (item: Item) => string
  readonly factsOf: (item: Item) => readonly Fact[]
}

/** Where a note stands and how a group is drawn is not a change. */
const looks: ReadonlySet<string> = new Set(['place', 'look'])

/** Notes or groups. */
function RecordEntries<Item extends { readonly id: string }>({
  title,
  changes,
  titleOf,
  factsOf,
}: RecordEntriesProps<Item>) {
  const say = useMessages()
  if (changes.length === 0) return null
  const textsOf = (item: Item | undefined) => new Map(item && factsOf(item).map(({ id, text }) => [id, text]))
  return (
    <section aria-label={title}>
      <h2 className={styles['listTitle']}>{title}</h2>
      <ul className={styles['list']}>
        {changes.map(({ kind, before, after }) => {
          const shown = after ?? before
          if (shown === undefined) return null
          const [old, next] = [textsOf(before), textsOf(after)]
          const facts = factsOf(shown).filter(({ id }) => !looks.has(id) && old.get(id) !== next.get(id))
          return (
            <li key={shown.id} className={styles['entry']} data-kind={kind}>
              <span className={styles['kind']}>{say(kindKeys[kind])}</span> {titleOf(shown)}
              <dl className={styles['settings']}>
                {facts.map(({ id, title: name }) => (
                  <div key={id}>
                    <dt>{name}</dt>
                    <dd>
                      <DiffText parts={diffTexts(old.get(id) ?? '', next.get(id) ?? '')} />
                    </dd>
                  </div>
                ))}
              </dl>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

interface SettingsProps {
  readonly settings: readonly SettingChange[]
  readonly fieldOf: (path: string) => FormField | undefined
}

function Settings({ settings, fieldOf }: SettingsProps) {
  const say = useMessages()
  const nameOf = (path: string) => {
    const key = Object.hasOwn(pathKeys, path) ? pathKeys[path] : undefined
    if (key !== undefined) return say(key)
    return fieldOf(path)?.title ?? path.replace(/^config\./, '')
  }
  return (
    <dl className={styles['settings']}>
      {settings.map(({ path, before, after }) => (
        <div key={path}>
          <dt>{nameOf(path)}</dt>
          <dd>
            <DiffText
              parts={diffTexts(writeValue(fieldOf(path), before, say), writeValue(fieldOf(path), after, say))}
            />
          </dd>
        </div>
      ))}
    </dl>
  )
}
