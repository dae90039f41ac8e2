/** Brings rows in from files: what each column is, the first rows, what is wrong by line; then all rows or the valid ones. */
import { Upload } from 'lucide-react'
import { useState } from 'react'
import type { DatasetSummary } from '../../../runtime/core/wire/datasets.ts'
import { useFailureText, useMessages } from '../../messages/messages-context.tsx'
import { FaultList } from '../../resources/import/fault-list.tsx'
import drop from '../../resources/import/import-dialog.module.css'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { DropArea } from '../../ui/drop-area.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Progress } from '../../ui/progress.tsx'
import { Select } from '../../ui/select.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from '../datasets.module.css'
import { ColumnMapping } from './column-mapping.tsx'
import { datasetEndings } from './read-dataset-files.ts'
import type { Checked, ImportStep, ImportTarget } from './use-dataset-import.ts'
import { useDatasetImport, useSendRows } from './use-dataset-import.ts'

export interface DatasetImportDialogProps {
  /** The one that is open. */
  readonly dataset: DatasetSummary
  readonly datasets: readonly DatasetSummary[]
  /** Files that were dropped on the page; empty when a button opened the dialog. */
  readonly files: readonly File[]
  readonly onClose: () => void
}

export function DatasetImportDialog({ dataset, datasets, files, onClose }: DatasetImportDialogProps) {
  const say = useMessages()
  const { state, take, refuse, setRole, setSeparator, checked } = useDatasetImport(files)
  const { share, send } = useSendRows(onClose, refuse)
  const [into, setInto] = useState<string>(dataset.id)
  const [typedName, setTypedName] = useState<string | null>(null)
  const name = typedName ?? (state.step === 'map' ? stemOf(state.files.names) : '')
  const target: ImportTarget = into === newTarget ? { name: name.trim() } : { id: into }
  const collected = checked !== null && 'collected' in checked ? checked.collected : null
  const isReady =
    collected !== null && collected.rows.length > 0 && (into !== newTarget || name.trim() !== '')
  return (
    <Dialog
      title={say('datasets.importTitle')}
      isOpen
      onClose={onClose}
      width={920}
      actions={
        <>
          <Button onPress={onClose}>{say('ui.cancel')}</Button>
          {collected === null || state.step !== 'map' ? null : (
            <Button
              variant="primary"
              isDisabled={!isReady}
              isPending={share !== null}
              onPress={() => send(target, collected)}
            >
              {collected.faultCount === 0
                ? say('resources.importRows', { n: collected.rows.length })
                : say('datasets.importValid', { n: collected.rows.length })}
            </Button>
          )}
        </>
      }
    >
      <div className={styles['steps']}>
        <DropArea onFiles={take} className={drop['drop']}>
          <p>{say('datasets.importHelp')}</p>
          <FileButton
            icon={Upload}
            allowsMultiple
            endings={[...datasetEndings, '.gz']}
            onFiles={take}
            isDisabled={share !== null}
          >
            {say('resources.chooseFiles')}
          </FileButton>
          <p className={drop['soft']}>{say('resources.orDrop')}</p>
        </DropArea>
        <StepNotice state={state} />
        {state.step === 'map' ? (
          <>
            <Target {...{ datasets, into, name }} onInto={setInto} onName={setTypedName} />
            {state.files.columns.length === 0 ? null : (
              <ColumnMapping files={state.files} onRole={setRole} onSeparator={setSeparator} />
            )}
            {share === null ? (
              <CheckNotice checked={checked} />
            ) : (
              <Progress label={say('datasets.sending')} value={share} />
            )}
          </>
        ) : null}
      </div>
    </Dialog>
  )
}

interface TargetProps {
  readonly datasets: readonly DatasetSummary[]
  readonly into: string
  readonly name: string
  readonly onInto: (id: string) => void
  readonly onName: (name: string) => void
}

function Target({ datasets, into, name, onInto, onName }: TargetProps) {
  const say = useMessages()
  return (
    <div className={styles['pair']}>
      <Select
        label={say('datasets.into')}
        description={say('datasets.replaceHelp')}
        items={[
          ...datasets.map((one) => ({ id: one.id, label: one.name })),
          { id: newTarget, label: say('datasets.newDataset') },
        ]}
        value={into}
        onChange={onInto}
      />
      {into === newTarget ? (
        <TextField label={say('datasets.newName')} value={name} onChange={onName} maxLength={120} />
      ) : null}
    </div>
  )
}

/** Ids of datasets hold no blank. */
const newTarget = ' new'

/** The first file's name without its endings. */
const stemOf = (names: string) => (names.split(', ')[0] ?? '').replace(/(\.[a-z]+)(\.gz)?$/i, '')

function StepNotice({ state }: { state: ImportStep }) {
  const say = useMessages()
  if (state.step === 'reading') {
    return (
      <p role="status">
        <Spinner /> {say('resources.readingFiles')}
      </p>
    )
  }
  if (state.step !== 'refused') return null
  const { failures } = state
  return (
    <FaultList
      tone="danger"
      title={say('resources.importRefused', { n: failures.length })}
      faults={failures}
      count={failures.length}
    />
  )
}

function CheckNotice({ checked }: { checked: Checked }) {
  const say = useMessages()
  const sayFailure = useFailureText()
  if (checked === null) {
    return (
      <p role="status">
        <Spinner /> {say('datasets.checking')}
      </p>
    )
  }
  if ('fault' in checked) return <Notice tone="danger">{sayFailure(checked.fault)}</Notice>
  const { rows, faults, faultCount } = checked.collected
  if (faultCount === 0) return <Notice tone="clear">{say('datasets.ready', { n: rows.length })}</Notice>
  return (
    <FaultList
      tone={rows.length === 0 ? 'danger' : 'caution'}
      title={say('datasets.readyPart', { n: rows.length, faults: faultCount })}
      faults={faults}
      count={faultCount}
    />
  )
}
