/** Name and description of a dataset. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DatasetSummary } from '../../runtime/core/wire/datasets.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { FormDialog } from '../resources/form-dialog.tsx'
import { useServer } from '../session/server-context.tsx'
import { TextField } from '../ui/text-field.tsx'

const longestName = 120
const longestDescription = 2_000

export function DescribeDialog({ dataset, onClose }: { dataset: DatasetSummary; onClose: () => void }) {
  const say = useMessages()
  const server = useServer()
  const queries = useQueryClient()
  const [name, setName] = useState(dataset.name)
  const [description, setDescription] = useState(dataset.description)
  const save = async () => {
    await server.datasets.describe(dataset.id, { name, description })
    await queries.invalidateQueries({ queryKey: ['datasets'] })
  }
  return (
    <FormDialog
      title={say('datasets.describe')}
      saveLabel={say('resources.save')}
      isReady={name.trim() !== ''}
      onClose={onClose}
      onSave={save}
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
    </FormDialog>
  )
}
