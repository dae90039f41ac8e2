/** Adds an adapter from PEFT's two files. */
import { Upload } from 'lucide-react'
import { useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { Bank } from '../../runtime/core/wire/banks.ts'
import { aliasNameSchema } from '../../runtime/core/wire/banks.ts'
import { useFailureText, useLocale, useMessages } from '../messages/messages-context.tsx'
import styles from '../resources/form.module.css'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { DropArea } from '../ui/drop-area.tsx'
import { FileButton } from '../ui/file-button.tsx'
import { formatBytes } from '../ui/format-number.ts'
import { Notice } from '../ui/notice.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useToast } from '../ui/toast.tsx'
import type { PeftFault, PeftFiles } from './peft-files.ts'
import { mostWeightBytes, pickPeftFiles, toBase64 } from './peft-files.ts'
import { useBankChanges } from './use-bank-changes.ts'

export interface AddAdapterDialogProps {
  readonly bank: Bank
  /** Files dropped on the page; empty when a button opened the dialog. */
  readonly dropped: readonly File[]
  readonly onClose: () => void
}

export function AddAdapterDialog({ bank, dropped, onClose }: AddAdapterDialogProps) {
  const say = useMessages()
  const form = useAddAdapter(bank, dropped, onClose)
  const { name, picked, fault } = form
  return (
    <Dialog
      title={say('adapters.addTitle')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{say('ui.cancel')}</Button>
          <Button
            variant="primary"
            onPress={form.add}
            isPending={form.isBusy}
            isDisabled={!form.hasValidName || picked === null}
          >
            {say('adapters.add')}
          </Button>
        </>
      }
    >
      <DropArea onFiles={form.take} className={styles['form']}>
        <p>{say('adapters.addHelp')}</p>
        <span>
          <FileButton icon={Upload} allowsMultiple endings={['.json', '.safetensors']} onFiles={form.take}>
            {say('resources.chooseFiles')}
          </FileButton>
        </span>
        {picked === null ? null : (
          <Notice tone="clear">
            {say('adapters.chosen', { files: `${picked.config.name}, ${picked.weights.name}` })}
          </Notice>
        )}
        <TextField
          label={say('adapters.addName')}
          description={say('adapters.aliasHelp')}
          value={name}
          onChange={form.setName}
          error={name === '' || form.hasValidName ? undefined : say('adapters.aliasHelp')}
        />
        {fault === null ? null : <Notice tone="danger">{fault}</Notice>}
      </DropArea>
    </Dialog>
  )
}

function useAddAdapter(bank: Bank, dropped: readonly File[], onClose: () => void) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const sayFault = useFaultText()
  const server = useServer()
  const showToast = useToast()
  const { refresh } = useBankChanges(bank)
  const [first] = useState(() => (dropped.length === 0 ? null : pickPeftFiles(dropped)))
  const [chosen, setChosen] = useState<PeftFiles | PeftFault | null>(first)
  const [failed, setFailed] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  const picked = chosen !== null && !('kind' in chosen) ? chosen : null
  const fault = chosen !== null && 'kind' in chosen ? sayFault(chosen) : failed

  const take = (files: readonly File[]) => {
    setFailed(null)
    setChosen(pickPeftFiles(files))
  }
  const add = () => {
    if (picked === null || isBusy) return
    const send = async () => {
      const read = async (file: File) => toBase64(new Uint8Array(await file.arrayBuffer()))
      const body = { name, config: await read(picked.config), weights: await read(picked.weights) }
      const { id } = await server.banks.addAdapter(bank.id, body)
      showToast({ tone: 'clear', text: say('adapters.added', { adapter: id }) })
      onClose()
      await refresh()
    }
    setFailed(null)
    setIsBusy(true)
    send().catch((error: unknown) => {
      setFailed(sayFailure(toFailure(error)))
      setIsBusy(false)
    })
  }
  const hasValidName = aliasNameSchema.safeParse(name).success
  return { name, setName, hasValidName, picked, fault, isBusy, take, add }
}

function useFaultText(): (fault: PeftFault) => string {
  const say = useMessages()
  const locale = useLocale()
  return (fault) => {
    switch (fault.kind) {
      case 'config-missing':
        return say('adapters.configMissing')
      case 'weights-missing':
        return say('adapters.weightsMissing')
      case 'too-many':
        return say('adapters.tooManyFiles', { files: fault.files })
      case 'too-large':
        return say('adapters.tooLarge', {
          bytes: formatBytes(fault.bytes, locale),
          limit: formatBytes(mostWeightBytes, locale),
        })
    }
  }
}
