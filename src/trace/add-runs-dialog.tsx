/** Adds the chosen runs of the list to a dataset, all or none. */
import { useState } from 'react'
import { useMessages } from '../messages/messages-context.tsx'
import { FormDialog } from '../resources/form-dialog.tsx'
import { useServer } from '../session/server-context.tsx'
import { Switch } from '../ui/switch.tsx'
import { DatasetTargetFields, useDatasetTarget } from './dataset-target.tsx'

export interface AddRunsDialogProps {
  readonly runIds: readonly string[]
  readonly onAdded: () => void
  readonly onClose: () => void
}

export function AddRunsDialog({ runIds, onAdded, onClose }: AddRunsDialogProps) {
  const say = useMessages()
  const server = useServer()
  const target = useDatasetTarget()
  const [isLabelled, setIsLabelled] = useState(true)
  const add = async () => {
    await target.addWith(
      (dataset) => server.datasets.addRuns(dataset, runIds, isLabelled ? undefined : {}),
      (name) => say('datasets.addedRuns', { n: runIds.length, name }),
    )
    onAdded()
  }
  return (
    <FormDialog
      title={say('datasets.addRunsTitle', { n: runIds.length })}
      saveLabel={say('datasets.addRunAction')}
      isReady={target.isReady}
      onClose={onClose}
      onSave={add}
    >
      <p>{say('datasets.addRunsHelp')}</p>
      <DatasetTargetFields target={target} />
      <Switch
        label={say('datasets.addRunsLabel')}
        description={say('datasets.addRunsLabelHelp')}
        isSelected={isLabelled}
        onChange={setIsLabelled}
      />
    </FormDialog>
  )
}
