import { Trash2 } from 'lucide-react'
import type { DatasetRow, DatasetSummary } from '../../runtime/core/wire/datasets.ts'
import { useMessages } from '../messages/messages-context.tsx'
import panel from '../resources/rows-panel.module.css'
import type { Pages } from '../resources/use-pages.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import type { VirtualColumn } from '../ui/virtual-table.tsx'
import { VirtualTable } from '../ui/virtual-table.tsx'
import styles from './datasets.module.css'
import { requestText, tagTexts } from './row-text.ts'
import { useRemoveRow } from './use-dataset-changes.ts'

export interface RowTableProps {
  readonly dataset: DatasetSummary
  readonly pages: Pages<DatasetRow>
  readonly onEdit: (row: DatasetRow) => void
}

export function RowTable({ dataset, pages, onEdit }: RowTableProps) {
  const say = useMessages()
  const remove = useRemoveRow(dataset)
  const columns: VirtualColumn<DatasetRow>[] = [
    {
      id: 'request',
      title: say('datasets.request'),
      track: 'minmax(0, 5.2fr)',
      cell: (row) => (
        <Button className={panel['text']} variant="quiet" onPress={() => onEdit(row)}>
          <span className={styles['clamped']}>{requestText(row)}</span>
        </Button>
      ),
    },
    {
      id: 'answers',
      title: say('datasets.answers'),
      track: 'minmax(0, 3.6fr)',
      cell: ({ expected }) => <Answers answers={expected?.answers} />,
    },
    {
      id: 'intent',
      title: say('datasets.intent'),
      track: 'minmax(0, 136px)',
      cell: ({ expected }) =>
        expected?.intent === null ? (
          <span className={styles['soft']}>{say('datasets.outOfScope')}</span>
        ) : (
          expected?.intent
        ),
    },
    {
      id: 'documents',
      title: say('datasets.documents'),
      track: 'minmax(88px, 2.4fr)',
      cell: ({ expected }) => (
        <span className={styles['clamped']}>{(expected?.documentIds ?? []).join(', ')}</span>
      ),
    },
    {
      id: 'tags',
      title: say('datasets.tags'),
      track: 'minmax(0, 110px)',
      cell: (row) => <span className={styles['clamped']}>{tagTexts(row).join(', ')}</span>,
    },
    {
      id: 'actions',
      title: say('resources.actions'),
      isTitleHidden: true,
      track: '28px',
      cell: (row) => (
        <IconButton
          isSmall
          label={`${say('resources.remove')}: ${requestText(row).slice(0, 80)}`}
          icon={Trash2}
          onPress={() => remove(row)}
        />
      ),
    },
  ]
  return (
    <VirtualTable
      label={say('datasets.rows')}
      className={panel['table']}
      columns={columns}
      rows={pages.rows}
      total={pages.total}
      idOf={({ id }) => id}
      onEndReached={pages.fetchMore}
    />
  )
}

function Answers({ answers }: { answers: readonly string[] | undefined }) {
  const say = useMessages()
  if (answers === undefined) return null
  if (answers.length === 0) return <Badge>{say('datasets.declines')}</Badge>
  return <span className={styles['clamped']}>{answers.join(' · ')}</span>
}
