/** Adds the chosen runs of the list to a dataset, all or none. */
import { useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import styles from '../resources/form.module.css'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import { Switch } from '../ui/switch.tsx'
import { DatasetTargetFields, useDatasetTarget } from './dataset-target.tsx'

export interface AddRunsDialogProps {
  readonly runIds: readonly string[]
  readonly onAdded: () => void
  readonly onClose: () => void
}

export function AddRunsDialog({ runIds, onAdded, onClose }: AddRunsDialogProps) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const server = useServer()
  const target = useDatasetTarget()
  const [isLabelled, setIsLabelled] = useState(true)
  const [isBusy, setIsBusy] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const add = () => {
    setIsBusy(true)
    target
      .addWith(
        async (dataset) => {
          const added = await server.datasets.addRuns(dataset, runIds, isLabelled ? undefined : {})
          onAdded()
          return added
        },
        (name) => say('datasets.addedRuns', { n: runIds.length, name }),
      )
      .catch((error: unknown) => {
        setFailed(sayFailure(toFailure(error)))
        setIsBusy(false)
      })
  }
  return (
    <Dialog
      title={say('datasets.addRunsTitle', { n: runIds.length })}
      isOpen
      onClose={onClose}
      width={480}
      actions={
        <>
          <Button onPress={onClose}>{say('ui.cancel')}</Button>
          <Button variant="primary" onPress={add} isPending={isBusy} isDisabled={!target.isReady}>
            {say('datasets.addRunAction')}
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <p>{say('datasets.addRunsHelp')}</p>
        <DatasetTargetFields target={target} />
        <Switch
          label={say('datasets.addRunsLabel')}
          description={say('datasets.addRunsLabelHelp')}
          isSelected={isLabelled}
          onChange={setIsLabelled}
        />
        {failed === null ? null : <Notice tone="danger">{failed}</Notice>}
      </div>
    </Dialog>
  )
}
