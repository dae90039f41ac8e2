/** Name and description of a dataset. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { DatasetSummary } from '../../runtime/core/wire/datasets.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import styles from '../resources/form.module.css'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import { TextField } from '../ui/text-field.tsx'

const longestName = 120
const longestDescription = 2_000

export function DescribeDialog({ dataset, onClose }: { dataset: DatasetSummary; onClose: () => void }) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const server = useServer()
  const queries = useQueryClient()
  const [name, setName] = useState(dataset.name)
  const [description, setDescription] = useState(dataset.description)
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const save = async () => {
    if (name.trim() === '' || isBusy) return
    setIsBusy(true)
    try {
      await server.datasets.describe(dataset.id, { name, description })
      await queries.invalidateQueries({ queryKey: ['datasets'] })
      onClose()
    } catch (reason) {
      setError(reason)
      setIsBusy(false)
    }
  }
  return (
    <Dialog
      title={say('datasets.describe')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{say('ui.cancel')}</Button>
          <Button
            variant="primary"
            onPress={() => void save()}
            isPending={isBusy}
            isDisabled={name.trim() === ''}
          >
            {say('resources.save')}
          </Button>
        </>
      }
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField
          label={say('resources.name')}
          value={name}
          onChange={setName}
          maxLength={longestName}
          autoFocus
        />
        <TextField
          label={say('datasets.description')}
          isMultiline
          rows={3}
          value={description}
          onChange={setDescription}
          maxLength={longestDescription}
        />
        {error === null ? null : <Notice tone="danger">{sayFailure(toFailure(error))}</Notice>}
      </form>
    </Dialog>
  )
}
