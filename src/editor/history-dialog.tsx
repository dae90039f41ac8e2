/** Every step of the document since it was opened; each can be jumped to. */
import { Button as AriaButton } from 'react-aria-components'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { CommandKind } from '../document/commands.ts'
import type { HistoryStep } from '../document/document-store.ts'
import { readNodeFields } from '../forms/read-fields.ts'
import type { PlainMessageKey } from '../messages/catalogue.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import type { NodeTextReader } from '../messages/node-texts.ts'
import { titleOfNode } from '../messages/node-texts.ts'
import { useDocument, useEditor } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { formatMoment } from '../ui/format-number.ts'
import type { StepWords } from './describe-step.ts'
import { describeStep } from './describe-step.ts'
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
            {steps.toReversed().map((step, index) => (
              <Entry key={steps.length - index} step={step} count={steps.length - index} here={past.length} />
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
  const { document: documents, nodes } = useEditor()
  const texts = useNodeTexts()
  const words = stepWords(nodes, texts)
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
          {step === null ? null : <span className={styles['what']}> {describeStep(step, words)}</span>}
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

function stepWords(registry: NodeRegistry, texts: NodeTextReader): StepWords {
  return {
    titleOf: (node) => titleOfNode(node, registry, texts),
    settingOf: ({ type }, name) => {
      const definition = registry.get(type)
      if (definition === undefined) return name
      return (
        readNodeFields(definition, (path) => texts.fieldOf(definition, path)).find(
          (field) => field.name === name,
        )?.title ?? name
      )
    },
  }
}
