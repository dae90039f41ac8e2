/** A dialog around a form: it closes when what was typed is kept, and stays with the reason when it is not. */
import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import styles from './form.module.css'

export interface FormDialogProps {
  readonly title: string
  /** In pixels. */
  readonly width?: number
  /** What the button says that keeps it. */
  readonly saveLabel: string
  /** Nothing can be kept yet. @default true */
  readonly isReady?: boolean
  readonly onClose: () => void
  /** Undefined where a field says why it is not kept; resolves to `false` where one says so only then. */
  readonly onSave: () => Promise<unknown> | undefined
  readonly children: ReactNode
}

export function FormDialog(props: FormDialogProps) {
  const { title, width, saveLabel, isReady = true, onClose, onSave, children } = props
  const say = useMessages()
  const sayFailure = useFailureText()
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const [refusals, setRefusals] = useState(0)
  useEffect(() => {
    // The field that says why may be another than it was: one with a list to choose from.
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [refusals])
  const refuse = (reason: unknown) => {
    setError(reason)
    setRefusals((times) => times + 1)
  }
  const save = () => {
    if (!isReady || isBusy) return
    const saving = onSave()
    if (saving === undefined) return refuse(null)
    setIsBusy(true)
    saving.then(
      (kept) => {
        if (kept !== false) return onClose()
        setIsBusy(false)
        refuse(null)
      },
      (reason: unknown) => {
        setIsBusy(false)
        refuse(reason)
      },
    )
  }
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      {...(width === undefined ? {} : { width })}
      actions={
        <>
          <Button onPress={onClose}>{say('ui.cancel')}</Button>
          <Button variant="primary" onPress={save} isPending={isBusy} isDisabled={!isReady}>
            {saveLabel}
          </Button>
        </>
      }
    >
      <form
        ref={form}
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          // A dialog that a field of this one opens stands inside it for React.
          event.stopPropagation()
          save()
        }}
      >
        {children}
        {/* Enter in a field submits only where the form has a button for it. */}
        <input type="submit" hidden />
        {error === null ? null : <Notice tone="danger">{sayFailure(toFailure(error))}</Notice>}
      </form>
    </Dialog>
  )
}
