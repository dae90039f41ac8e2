/** Brings rows in from files: reads and checks them all first, then says what will change, then writes all or nothing. */
import { Upload } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../../runtime/core/errors/failure.ts'
import { failure, toFailure } from '../../../runtime/core/errors/failure.ts'
import { useMessages } from '../../messages/messages-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { DropArea } from '../../ui/drop-area.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { FaultList } from './fault-list.tsx'
import styles from './import-dialog.module.css'
import type { Parsed } from './parse-rows.ts'
import { endingOf, inFileOrder } from './parse-rows.ts'
import type { TextFile } from './read-import-file.ts'
import { readImportFile } from './read-import-file.ts'

/** How one kind of row comes in. */
export interface Importer<Row> {
  readonly title: string
  /** Which files, with which fields. */
  readonly help: string
  /** With their dots; `.gz` after them is understood. */
  readonly endings: readonly string[]
  /** What the server takes at once. */
  readonly mostRows: number
  read(files: readonly TextFile[]): Parsed<Row>
  /** What will change, in a sentence. */
  preview(rows: readonly Row[]): Promise<string>
  save(rows: readonly Row[]): Promise<void>
}

export interface ImportDialogProps<Row> {
  readonly importer: Importer<Row>
  /** Files that were dropped on the page; empty when a button opened the dialog. */
  readonly files: readonly File[]
  readonly onClose: () => void
}

type State<Row> =
  | { readonly step: 'choose' }
  | { readonly step: 'reading' }
  | { readonly step: 'refused'; readonly failures: readonly Failure[] }
  | { readonly step: 'ready'; readonly rows: readonly Row[]; readonly preview: string }
  | { readonly step: 'saving'; readonly rows: readonly Row[]; readonly preview: string }

export function ImportDialog<Row>({ importer, files, onClose }: ImportDialogProps<Row>) {
  const say = useMessages()
  const [state, setState] = useState<State<Row>>({ step: 'choose' })
  const take = useCallback(
    (chosen: readonly File[]) => {
      setState({ step: 'reading' })
      readAll(importer, chosen).then(setState, (error: unknown) =>
        setState({ step: 'refused', failures: [toFailure(error)] }),
      )
    },
    [importer],
  )
  // Dropped files are read once, when the dialog opens.
  const [dropped] = useState(files)
  useEffect(() => {
    if (dropped.length > 0) take(dropped)
    // oxlint-disable-next-line react/exhaustive-deps -- `take` changes with the language; that is no reason to read again.
  }, [dropped])

  const save = () => {
    if (state.step !== 'ready') return
    setState({ ...state, step: 'saving' })
    importer
      .save(state.rows)
      .then(onClose, (error: unknown) => setState({ step: 'refused', failures: [toFailure(error)] }))
  }
  const canSave = state.step === 'ready' || state.step === 'saving'
  return (
    <Dialog
      title={importer.title}
      isOpen
      onClose={onClose}
      width={640}
      actions={
        <>
          <Button onPress={onClose}>{say('ui.cancel')}</Button>
          {canSave ? (
            <Button variant="primary" onPress={save} isPending={state.step === 'saving'}>
              {say('resources.importRows', { n: state.rows.length })}
            </Button>
          ) : null}
        </>
      }
    >
      <div className={styles['steps']}>
        <DropArea onFiles={take} className={styles['drop']}>
          <p>{importer.help}</p>
          <FileButton
            icon={Upload}
            allowsMultiple
            endings={[...importer.endings, '.gz']}
            onFiles={take}
            isDisabled={state.step === 'saving'}
          >
            {say('resources.chooseFiles')}
          </FileButton>
          <p className={styles['soft']}>{say('resources.orDrop')}</p>
        </DropArea>
        <Outcome state={state} />
      </div>
    </Dialog>
  )
}

function Outcome<Row>({ state }: { state: State<Row> }) {
  const say = useMessages()
  switch (state.step) {
    case 'choose':
      return null
    case 'reading':
      return (
        <p role="status">
          <Spinner /> {say('resources.readingFiles')}
        </p>
      )
    case 'refused':
      return <Failures failures={state.failures} />
    case 'ready':
    case 'saving':
      return <Notice tone="clear">{state.preview}</Notice>
  }
}

function Failures({ failures }: { failures: readonly Failure[] }) {
  const say = useMessages()
  return (
    <FaultList
      tone="danger"
      title={say('resources.importRefused', { n: failures.length })}
      faults={failures}
      count={failures.length}
    />
  )
}

async function readAll<Row>(importer: Importer<Row>, files: readonly File[]): Promise<State<Row>> {
  const { endings, mostRows } = importer
  const failures: Failure[] = []
  const texts: TextFile[] = []
  for (const file of files) {
    try {
      if (!endings.includes(endingOf(file.name.replace(/\.gz$/i, '')))) {
        throw failure('IMPORT_FILE_UNKNOWN', { file: file.name, endings: endings.join(', ') })
      }
      texts.push(await readImportFile(file))
    } catch (error) {
      failures.push(toFailure(error))
    }
  }
  const parsed = importer.read(texts)
  failures.push(...parsed.failures)
  const { rows } = parsed
  if (failures.length === 0 && rows.length === 0) {
    failures.push(failure('IMPORT_EMPTY', { file: files.map(({ name }) => name).join(', ') }))
  }
  if (rows.length > mostRows)
    failures.push(failure('IMPORT_TOO_MANY', { count: rows.length, limit: mostRows }))
  if (failures.length > 0) return { step: 'refused', failures: inFileOrder(failures) }
  return { step: 'ready', rows, preview: await importer.preview(rows) }
}
