/** A form for the inputs that the pipeline asks for, read from its input nodes; or the same as JSON. */
import { ClipboardList, TableProperties } from 'lucide-react'
import { Suspense, useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import type { InputField } from '../../nodes/io/input.ts'
import type { Json } from '../../runtime/core/values.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { describeProblems } from '../runs/field-problem.ts'
import { useInputFields } from '../runs/use-input-fields.ts'
import { useEditor, useRuns } from '../session/editor-context.tsx'
import { canList } from '../session/resources.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { lazyComponent } from '../ui/lazy-component.ts'
import { Switch } from '../ui/switch.tsx'
import { TextField } from '../ui/text-field.tsx'
import { FormField } from './form-field.tsx'
import styles from './form-panel.module.css'
import { RunFaults } from './run-faults.tsx'

/** Loaded when somebody takes a row. */
const TakeRowDialog = lazyComponent(async () => (await import('./take-row-dialog.tsx')).TakeRowDialog)

const inputsSchema = z.record(z.string(), z.json())

export function FormPanel() {
  const say = useMessages()
  const fields = useInputFields()
  const [isJson, setIsJson] = useState(false)
  // What fields hold beside the draft, such as JSON that is not whole yet, goes with the values that were there.
  const [taken, setTaken] = useState(0)
  const form = useFocusOnLack()
  if (fields.length === 0) {
    return (
      <EmptyState icon={ClipboardList} title={say('trace.formEmptyTitle')}>
        {say('trace.formEmptyText')}
      </EmptyState>
    )
  }
  return (
    <>
      <RunFaults />
      <div className={styles['form']} ref={form}>
        <div className={styles['mode']}>
          <TakeRow fields={fields} onTaken={() => setTaken(taken + 1)} />
          <Switch label={say('trace.asJson')} isSelected={isJson} onChange={setIsJson} />
        </div>
        {isJson ? <JsonForm key={taken} fields={fields} /> : <Fields key={taken} fields={fields} />}
      </div>
    </>
  )
}

/** Takes the focus to the first field that is wrong when a run was asked for that lacks values. */
function useFocusOnLack() {
  const { runs } = useEditor()
  const isWanted = useRuns(({ lacking }) => lacking === 'wanted')
  const form = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!isWanted) return
    runs.getState().valuesAskedFor()
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [isWanted, runs])
  return form
}

/** Nothing where the host has no datasets. */
function TakeRow({ fields, onTaken }: { fields: readonly InputField[]; onTaken: () => void }) {
  const say = useMessages()
  const { resources, runs } = useEditor()
  const [isOpen, setIsOpen] = useState(false)
  const rowsOf = resources?.rowsOf
  if (resources === null || rowsOf === undefined || !canList(resources, 'dataset')) return null
  return (
    <>
      <Button isSmall icon={TableProperties} onPress={() => setIsOpen(true)}>
        {say('trace.takeRow')}
      </Button>
      {isOpen ? (
        <Suspense fallback={null}>
          <TakeRowDialog
            fields={fields}
            provider={resources}
            rowsOf={rowsOf.bind(resources)}
            onTake={(inputs) => {
              runs.getState().setDraft(inputs)
              onTaken()
            }}
            onClose={() => setIsOpen(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}

function Fields({ fields }: { fields: readonly InputField[] }) {
  const { runs } = useEditor()
  const draft = useRuns((state) => state.draft)
  const isAsked = useRuns(({ lacking }) => lacking !== null)
  const change = (name: string, value: Json | undefined) => {
    const { [name]: _old, ...rest } = runs.getState().draft
    runs.getState().setDraft(value === undefined ? rest : { ...rest, [name]: value })
  }
  return fields.map((field) => (
    <FormField
      key={field.name}
      field={field}
      value={draft[field.name] ?? field.default}
      isAsked={isAsked}
      onChange={(value) => change(field.name, value)}
    />
  ))
}

function JsonForm({ fields }: { fields: readonly InputField[] }) {
  const say = useMessages()
  const { runs } = useEditor()
  const draft = useRuns((state) => state.draft)
  const isAsked = useRuns(({ lacking }) => lacking !== null)
  const lack = isAsked ? describeProblems(fields, draft, say) : ''
  const [text, setText] = useState(() => {
    const { draft } = runs.getState()
    const known = fields.map(({ name, default: initial }) => [name, draft[name] ?? initial ?? null])
    return JSON.stringify(Object.fromEntries(known), null, 2)
  })
  const [error, setError] = useState<string | undefined>(undefined)
  const change = (next: string) => {
    setText(next)
    try {
      const parsed = inputsSchema.safeParse(JSON.parse(next))
      setError(parsed.success ? undefined : say('trace.notAnObject'))
      if (parsed.success) runs.getState().setDraft(parsed.data)
    } catch {
      setError(say('trace.notJson'))
    }
  }
  return (
    <TextField
      label={say('runs.inputs')}
      isMultiline
      isMonospace
      rows={6}
      value={text}
      onChange={change}
      error={error ?? (lack === '' ? undefined : lack)}
    />
  )
}
