/** Makes a pipeline from a template: its name, and what it reads from. What is missing is said here, with the way to make it. */
import { useState } from 'react'
import type { PlainMessageKey } from '../../messages/catalogue.ts'
import { useMessages } from '../../messages/messages-context.tsx'
import { hrefOf } from '../../session/navigation.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useManagePipelines } from '../build/use-manage-pipelines.ts'
import type { Need, NeedKind, Template } from './template.ts'
import { addQuestionNote, fillNeeds, keyOfNeed, listNeeds } from './template.ts'
import styles from './templates.module.css'
import type { Stock } from './use-stock.ts'
import { hasNeed } from './use-stock.ts'

interface KindTexts {
  readonly label: PlainMessageKey
  readonly missing: PlainMessageKey
  readonly open: PlainMessageKey
  readonly view: string
}

const kinds: Readonly<Record<NeedKind, KindTexts>> = {
  index: {
    label: 'pipelines.needIndex',
    missing: 'pipelines.missingIndex',
    open: 'pipelines.openKnowledge',
    view: 'knowledge',
  },
  intents: {
    label: 'pipelines.needIntents',
    missing: 'pipelines.missingIntents',
    open: 'pipelines.openRouting',
    view: 'routing',
  },
  bank: {
    label: 'pipelines.needBank',
    missing: 'pipelines.missingBank',
    open: 'pipelines.openAdapters',
    view: 'adapters',
  },
}

interface UseTemplateDialogProps {
  readonly template: Template
  readonly stock: Stock
  readonly onClose: () => void
}

export function UseTemplateDialog({ template, stock, onClose }: UseTemplateDialogProps) {
  const say = useMessages()
  const { createFrom } = useManagePipelines()
  const [name, setName] = useState(template.title)
  const needs = listNeeds(template.document)
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(
    () => new Map(needs.map((need) => [keyOfNeed(need), hasNeed(stock, need) ? need.id : ''])),
  )
  const lacking = new Set(needs.flatMap((need) => (hasNeed(stock, need) ? [] : [need.id])))
  const [isBusy, setIsBusy] = useState(false)
  const create = async () => {
    if (name.trim() === '' || isBusy) return
    setIsBusy(true)
    const filled = fillNeeds(template.document, chosen)
    await createFrom(addQuestionNote(filled, say('pipelines.tryAsking'), template.questions), name.trim())
    // Still here: it was not made, and the message says why.
    setIsBusy(false)
  }
  return (
    <Dialog
      title={template.title}
      isOpen
      onClose={onClose}
      width={520}
      actions={
        <Button
          variant="primary"
          isDisabled={name.trim() === ''}
          isPending={isBusy}
          onPress={() => void create()}
        >
          {say('pipelines.create')}
        </Button>
      }
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          void create()
        }}
      >
        <TextField label={say('pipelines.name')} value={name} onChange={setName} maxLength={120} autoFocus />
        <h3>{say('pipelines.needs')}</h3>
        {[...lacking].map((id) => (
          <p key={id} className={styles['soft']}>
            {say('pipelines.missingExample', { id })}
          </p>
        ))}
        {needs.map((need) => (
          <NeedField
            key={keyOfNeed(need)}
            need={need}
            stock={stock}
            value={chosen.get(keyOfNeed(need)) ?? ''}
            onChange={(id) => setChosen(new Map([...chosen, [keyOfNeed(need), id]]))}
          />
        ))}
      </form>
    </Dialog>
  )
}

interface NeedFieldProps {
  readonly need: Need
  readonly stock: Stock
  readonly value: string
  readonly onChange: (id: string) => void
}

const leftOpen = '-'

function NeedField({ need, stock, value, onChange }: NeedFieldProps) {
  const say = useMessages()
  const { label, missing, open, view } = kinds[need.kind]
  const there = stock[need.kind]
  if (there.length === 0) {
    return (
      <Notice
        tone="caution"
        action={
          <a className={styles['back']} href={hrefOf(view)}>
            {say(open)}
          </a>
        }
      >
        {say(missing)}
      </Notice>
    )
  }
  return (
    <Select
      label={say(label)}
      items={[
        ...there.map(({ id, name, detail = '' }) => ({ id, label: name, description: detail })),
        { id: leftOpen, label: say('pipelines.leftOpen') },
      ]}
      value={value === '' ? leftOpen : value}
      onChange={(id) => onChange(id === leftOpen ? '' : id)}
    />
  )
}
