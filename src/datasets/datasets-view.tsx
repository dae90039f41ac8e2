/** Datasets: import, browse, correct and label the requests that experiments replay. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { EllipsisVertical, Pencil, Table2, Trash2, Upload } from 'lucide-react'
import { useState } from 'react'
import type { DatasetSummary } from '../../runtime/core/wire/datasets.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { ResourcePage } from '../resources/resource-page.tsx'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu } from '../ui/menu.tsx'
import { DatasetPanel } from './dataset-panel.tsx'
import { DescribeDialog } from './describe-dialog.tsx'
import { DatasetImportDialog } from './import/dataset-import-dialog.tsx'
import { useRemoveDataset } from './use-dataset-changes.ts'

export function DatasetsView({ parts }: { parts: readonly string[] }) {
  const [openId = null] = parts
  const say = useMessages()
  const server = useServer()
  const queries = useQueryClient()
  const query = useQuery({ queryKey: ['datasets'], queryFn: () => server.datasets.list() })
  const [described, setDescribed] = useState<DatasetSummary | null>(null)
  const [importing, setImporting] = useState<Importing | null>(null)
  return (
    <>
      <ResourcePage
        view="datasets"
        openId={openId}
        icon={Table2}
        query={query}
        texts={{
          title: say('datasets.title'),
          summary: say('datasets.summary'),
          pick: say('datasets.pick'),
          create: say('datasets.create'),
          emptyTitle: say('datasets.emptyTitle'),
          emptyText: say('datasets.emptyText'),
        }}
        onCreate={async ({ name }) => {
          const made = await server.datasets.create({ name })
          await queries.invalidateQueries({ queryKey: ['datasets'] })
          return made
        }}
        summary={({ description }) => (description === '' ? say('datasets.summary') : description)}
        actions={(dataset) => (
          <DatasetActions
            dataset={dataset}
            onDescribe={() => setDescribed(dataset)}
            onImport={() => setImporting({ dataset, files: [] })}
          />
        )}
      >
        {(dataset) => (
          <DatasetPanel
            key={dataset.id}
            dataset={dataset}
            onFiles={(files) => setImporting({ dataset, files })}
          />
        )}
      </ResourcePage>
      {described === null ? null : <DescribeDialog dataset={described} onClose={() => setDescribed(null)} />}
      {importing === null ? null : (
        <DatasetImportDialog
          dataset={importing.dataset}
          datasets={query.data ?? []}
          files={importing.files}
          onClose={() => setImporting(null)}
        />
      )}
    </>
  )
}

interface Importing {
  readonly dataset: DatasetSummary
  /** Dropped ones. */
  readonly files: readonly File[]
}

interface ActionsProps {
  readonly dataset: DatasetSummary
  readonly onDescribe: () => void
  readonly onImport: () => void
}

function DatasetActions({ dataset, onDescribe, onImport }: ActionsProps) {
  const say = useMessages()
  const remove = useRemoveDataset()
  return (
    <>
      <Menu
        label={say('datasets.more')}
        items={[
          { id: 'describe', label: say('datasets.rename'), icon: Pencil, onAction: onDescribe },
          {
            id: 'remove',
            label: say('datasets.removeDataset'),
            icon: Trash2,
            isDangerous: true,
            onAction: () => remove(dataset),
          },
        ]}
      >
        <IconButton label={say('datasets.more')} icon={EllipsisVertical} />
      </Menu>
      <Button variant="primary" icon={Upload} onPress={onImport}>
        {say('resources.import')}
      </Button>
    </>
  )
}
