/** What a node is to give in later runs from this editor: one field an output port, checked against the port's type. */
import { Pin } from 'lucide-react'
import { useMemo, useState } from 'react'
import { failure, toFailure } from '../../runtime/core/errors/failure.ts'
import { withoutItems } from '../../runtime/core/trace/node-path.ts'
import type { Json } from '../../runtime/core/values.ts'
import { listNodesInside } from '../document/inside-node.ts'
import { resolveNode } from '../document/resolve-node.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import { portTypeKeys } from '../drawing/port-texts.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { pinLimit } from '../runs/pin-store.ts'
import { readTraced } from '../runs/read-traced.ts'
import { useEditor, useWhole } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { Switch } from '../ui/switch.tsx'
import { TextField } from '../ui/text-field.tsx'
import styles from './edit-outputs-dialog.module.css'
import type { PortDraft } from './port-draft.ts'
import { draftOf, readDraft } from './port-draft.ts'
import { useLoaded } from './use-loaded.ts'

export interface EditOutputsDialogProps {
  /** By its path in the run on the canvas. */
  readonly node: string
  /** The port that was asked for; it has the focus. */
  readonly port?: string | undefined
  readonly onClose: () => void
}

type Values = Readonly<Record<string, Json>>

export function EditOutputsDialog({ node, port, onClose }: EditOutputsDialogProps) {
  const say = useMessages()
  const texts = useNodeTexts()
  const failureText = useFailureText()
  const { nodes, pins, runner, runs } = useEditor()
  const place = withoutItems(node)
  const document = useWhole((state) => state.document)
  const record = useMemo(() => listNodesInside(document, nodes).get(place), [document, nodes, place])
  const last = useLoaded<Values>(node, async () => {
    const held = pins.getState().pins[place]
    if (held !== undefined || runner === null) return held ?? {}
    return readTraced(runs.getState().view.nodes[node]?.outputs ?? {}, runner.value)
  })
  if (record === undefined) return null
  const resolved = resolveNode(record, nodes)
  const { definition } = resolved
  const title = record.name ?? (definition === undefined ? record.type : texts.titleOf(definition))
  if (last.state === 'ready')
    return (
      <OutputsForm
        title={title}
        place={place}
        resolved={resolved}
        values={last.value}
        port={port}
        onClose={onClose}
      />
    )
  return (
    <Dialog title={say('trace.editTitle', { title })} isOpen onClose={onClose}>
      {last.state === 'failed' ? (
        <Notice tone="danger">{failureText(toFailure(last.error).toJSON())}</Notice>
      ) : (
        <p>
          <Spinner /> {say('trace.editLoading')}
        </p>
      )}
    </Dialog>
  )
}

interface OutputsFormProps {
  readonly title: string
  /** Where the node stands in the document. */
  readonly place: string
  readonly resolved: ResolvedNode
  /** What the ports give as yet. */
  readonly values: Values
  readonly port: string | undefined
  readonly onClose: () => void
}

function OutputsForm({ title, place, resolved, values, port, onClose }: OutputsFormProps) {
  const say = useMessages()
  const failureText = useFailureText()
  const { pins, session } = useEditor()
  const ports = Object.entries(resolved.outputs)
  const asked = port ?? ports[0]?.[0]
  const isBlank = Object.keys(values).length === 0
  const [drafts, setDrafts] = useState<Readonly<Record<string, PortDraft>>>(() =>
    Object.fromEntries(
      ports.map(([name, { type }]) => {
        const value = values[name]
        return [
          name,
          draftOf(type, value, value !== undefined || (name === asked && (isBlank || port === name))),
        ]
      }),
    ),
  )
  const [problem, setProblem] = useState<string | null>(null)
  const given = ports.flatMap(([name, { type }]) => {
    const draft = drafts[name]
    return draft?.gives === true ? [{ name, read: readDraft(type, draft.text) }] : []
  })
  const save = () => {
    const outputs: Record<string, Json> = {}
    for (const { name, read } of given) {
      if (!('value' in read)) return
      outputs[name] = read.value
    }
    if (given.length === 0) return setProblem(say('trace.editNothing'))
    if (!pins.getState().pin({ [place]: outputs }))
      return setProblem(failureText(failure('BODY_TOO_LARGE', { limit: pinLimit }).toJSON()))
    session.getState().announce(say('trace.pinned', { n: 1 }))
    onClose()
  }
  return (
    <Dialog
      title={say('trace.editTitle', { title })}
      isOpen
      onClose={onClose}
      width={640}
      actions={
        <>
          <Button onPress={onClose}>{say('ui.cancel')}</Button>
          <Button
            variant="primary"
            icon={Pin}
            isDisabled={given.some(({ read }) => !('value' in read))}
            onPress={save}
          >
            {say('trace.editPin')}
          </Button>
        </>
      }
    >
      <div className={styles['ports']}>
        <p className={styles['help']}>{say('trace.editHelp')}</p>
        {problem === null ? null : <Notice tone="danger">{problem}</Notice>}
        {ports.map(([name]) => (
          <PortFields
            key={name}
            name={name}
            resolved={resolved}
            draft={drafts[name] ?? { gives: false, text: '' }}
            isOnly={ports.length === 1}
            isAsked={name === asked}
            onChange={(draft) => {
              setProblem(null)
              setDrafts({ ...drafts, [name]: draft })
            }}
          />
        ))}
      </div>
    </Dialog>
  )
}

interface PortFieldsProps {
  readonly name: string
  readonly resolved: ResolvedNode
  readonly draft: PortDraft
  /** It gives something: a pin without a value would be none. */
  readonly isOnly: boolean
  readonly isAsked: boolean
  readonly onChange: (draft: PortDraft) => void
}

function PortFields({ name, resolved, draft, isOnly, isAsked, onChange }: PortFieldsProps) {
  const say = useMessages()
  const texts = useNodeTexts()
  const { definition, outputs } = resolved
  const port = outputs[name]
  if (port === undefined) return null
  const title = definition === undefined ? name : texts.portTitleOf(definition, 'outputs', name, port)
  const read = readDraft(port.type, draft.text)
  return (
    <div className={styles['port']}>
      {isOnly ? null : (
        <Switch
          label={say('trace.editGives', { port: title })}
          isSelected={draft.gives}
          onChange={(gives) => onChange({ ...draft, gives })}
        />
      )}
      {draft.gives ? (
        <TextField
          label={say('trace.editPort', { port: title, type: say(portTypeKeys[port.type]) })}
          value={draft.text}
          onChange={(text) => onChange({ ...draft, text })}
          error={'value' in read ? undefined : problemText(read, say)}
          isMultiline
          isMonospace={port.type !== 'text'}
          rows={Math.min(14, Math.max(3, draft.text.split('\n').length))}
          spellCheck="false"
          autoFocus={isAsked}
        />
      ) : null}
    </div>
  )
}

function problemText(
  read: Exclude<ReturnType<typeof readDraft>, { value: Json }>,
  say: ReturnType<typeof useMessages>,
): string {
  if (read.problem === 'not-json') return say('trace.notJson')
  return read.path === '' ? say('trace.wrongType') : say('trace.editAt', { path: read.path })
}
