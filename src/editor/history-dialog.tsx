/** Every step of the document since it was opened; each can be jumped to. */
import { Button as AriaButton } from 'react-aria-components'
import type { CommandKind } from '../document/commands.ts'
import type { HistoryStep } from '../document/document-store.ts'
import type { PlainMessageKey } from '../messages/catalogue.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { useDocument, useEditor } from '../session/editor-context.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { formatMoment } from '../ui/format-number.ts'
import styles from './history-dialog.module.css'

const stepKeys = {
  'add-node': 'commands.stepAddNode',
  replace: 'commands.stepReplace',
  move: 'commands.stepMove',
  connect: 'commands.stepConnect',
  delete: 'commands.stepDelete',
  paste: 'commands.stepPaste',
  configure: 'commands.stepConfigure',
  rename: 'commands.stepRename',
  policy: 'commands.stepPolicy',
  expose: 'commands.stepExpose',
  mute: 'commands.stepMute',
  arrange: 'commands.stepArrange',
  settings: 'commands.stepSettings',
  group: 'commands.stepGroup',
  note: 'commands.stepNote',
  merge: 'commands.stepMerge',
  extract: 'commands.stepExtract',
  inline: 'commands.stepInline',
} as const satisfies Record<CommandKind, PlainMessageKey>

export function HistoryDialog({ onClose }: { onClose: () => void }) {
  const say = useMessages()
  const past = useDocument((state) => state.past)
  const future = useDocument((state) => state.future)
  const steps = [...past, ...future]
  return (
    <Dialog title={say('commands.showHistory')} isOpen onClose={onClose} width={440}>
      {steps.length === 0 ? (
        <p>{say('commands.historyEmpty')}</p>
      ) : (
        <>
          <p className={styles['help']}>{say('commands.historyHelp')}</p>
          <ol className={styles['list']} reversed>
            {steps.map((step, index) => (
              <Entry key={index} step={step} count={index + 1} here={past.length} />
            ))}
            <Entry step={null} count={0} here={past.length} />
          </ol>
        </>
      )}
    </Dialog>
  )
}

interface EntryProps {
  /** Null for the document as it was opened. */
  readonly step: HistoryStep | null
  /** How many steps the document has behind it there. */
  readonly count: number
  readonly here: number
}

function Entry({ step, count, here }: EntryProps) {
  const say = useMessages()
  const locale = useLocale()
  const { document: documents } = useEditor()
  const isReadOnly = useDocument((state) => state.isReadOnly)
  const title = say(step === null ? 'commands.historyStart' : stepKeys[step.kind])
  return (
    <li>
      <AriaButton
        className={styles['step'] ?? ''}
        isDisabled={isReadOnly}
        aria-current={count === here ? 'step' : false}
        data-later={count > here}
        onPress={() => documents.getState().goTo(count)}
      >
        <span>
          {title}
          {step === null ? null : <span className={styles['what']}> {namesOf(step)}</span>}
        </span>
        <span className={styles['when']}>
          {count === here
            ? say('commands.historyHere')
            : step === null
              ? ''
              : formatMoment(new Date(step.at).toISOString(), locale)}
        </span>
      </AriaButton>
    </li>
  )
}

/** The nodes that the step added, removed or changed: at most three by name. */
function namesOf({ before, after }: HistoryStep): string {
  const old = new Map(before.nodes.map((node) => [node.id, node]))
  const next = new Map(after.nodes.map((node) => [node.id, node]))
  const ids = [
    ...after.nodes.filter((node) => old.get(node.id) !== node).map(({ id }) => id),
    ...before.nodes.filter(({ id }) => !next.has(id)).map(({ id }) => id),
  ]
  const names = ids.map((id) => (next.get(id) ?? old.get(id))?.name ?? id)
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} +${names.length - 3}` : names.join(', ')
}
