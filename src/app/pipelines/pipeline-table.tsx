/** One row a pipeline; what can be done with it stands in a menu at its end. */
import {
  Archive,
  ArchiveRestore,
  Copy,
  Download,
  EllipsisVertical,
  Tags,
  Trash2,
  Workflow,
} from 'lucide-react'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import { hrefOf, navigateTo } from '../../session/navigation.ts'
import { Badge } from '../../ui/badge.tsx'
import { formatCount, formatMoment } from '../../ui/format-number.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { VirtualTable } from '../../ui/virtual-table.tsx'
import { useManagePipelines } from '../build/use-manage-pipelines.ts'
import type { ListedPipeline } from './find-pipelines.ts'
import styles from './pipeline-list.module.css'

interface PipelineTableProps {
  readonly pipelines: readonly ListedPipeline[]
  readonly onEditTags: (pipeline: ListedPipeline) => void
  /** It is about to go from the list. */
  readonly onLeave: (pipeline: ListedPipeline) => void
}

export function PipelineTable({ pipelines, onEditTags, onLeave }: PipelineTableProps) {
  const say = useMessages()
  const locale = useLocale()
  return (
    <VirtualTable
      label={say('pipelines.title')}
      className={styles['table']}
      rows={pipelines}
      total={pipelines.length}
      idOf={({ id }) => id}
      columns={[
        {
          id: 'name',
          title: say('pipelines.name'),
          track: 'minmax(200px, 3fr)',
          cell: (pipeline) => <PipelineName pipeline={pipeline} />,
        },
        {
          id: 'tags',
          title: say('pipelines.tags'),
          track: 'minmax(96px, 1fr)',
          cell: ({ tags }) => (
            <span className={styles['tags']}>
              {tags.map((tag) => (
                <Badge key={tag}>{tag}</Badge>
              ))}
            </span>
          ),
        },
        {
          id: 'nodes',
          title: say('pipelines.nodes'),
          track: '64px',
          isNumber: true,
          cell: ({ nodes }) => formatCount(nodes, locale),
        },
        {
          id: 'runs',
          title: say('pipelines.runs'),
          track: '72px',
          isNumber: true,
          cell: ({ runs }) => formatCount(runs, locale),
        },
        {
          id: 'edited',
          title: say('pipelines.edited'),
          track: '140px',
          isNumber: true,
          cell: ({ updatedAt }) => <time dateTime={updatedAt}>{formatMoment(updatedAt, locale)}</time>,
        },
        {
          id: 'actions',
          title: say('resources.actions'),
          isTitleHidden: true,
          track: '32px',
          cell: (pipeline) => <RowMenu {...{ pipeline, onEditTags, onLeave }} />,
        },
      ]}
    />
  )
}

function PipelineName({ pipeline }: { pipeline: ListedPipeline }) {
  const say = useMessages()
  const { id, name, description, publishedRevision, isArchived } = pipeline
  return (
    <span className={styles['name']}>
      <span className={styles['title']}>
        <a href={hrefOf('build', id)}>{name}</a>
        {publishedRevision === null ? null : <Badge tone="clear">{say('document.published')}</Badge>}
        {isArchived ? <Badge>{say('pipelines.archived')}</Badge> : null}
      </span>
      {description === '' ? null : (
        <span className={styles['description']} title={description}>
          {description}
        </span>
      )}
    </span>
  )
}

interface RowMenuProps extends Pick<PipelineTableProps, 'onEditTags' | 'onLeave'> {
  readonly pipeline: ListedPipeline
}

function RowMenu({ pipeline, onEditTags, onLeave }: RowMenuProps) {
  const say = useMessages()
  const manage = useManagePipelines()
  const { id, name, isArchived } = pipeline
  const label = say('pipelines.more', { name })
  return (
    <Menu
      label={label}
      items={[
        {
          id: 'open',
          label: say('pipelines.open'),
          icon: Workflow,
          onAction: () => navigateTo('build', id),
        },
        {
          id: 'duplicate',
          label: say('document.duplicatePipeline'),
          icon: Copy,
          onAction: () => void manage.duplicateListed(id),
        },
        {
          id: 'tags',
          label: say('pipelines.editTags'),
          icon: Tags,
          onAction: () => onEditTags(pipeline),
        },
        {
          id: 'export',
          label: say('document.export'),
          icon: Download,
          onAction: () => void manage.exportListed(id),
        },
        {
          id: 'archive',
          label: say(isArchived ? 'pipelines.unarchive' : 'pipelines.archive'),
          icon: isArchived ? ArchiveRestore : Archive,
          section: 'away',
          onAction: () => {
            onLeave(pipeline)
            void manage.setArchived(pipeline, !isArchived)
          },
        },
        {
          id: 'delete',
          label: say('document.deletePipeline'),
          icon: Trash2,
          section: 'away',
          isDangerous: true,
          onAction: () => {
            onLeave(pipeline)
            void manage.removeListed(pipeline)
          },
        },
      ]}
    >
      <IconButton isSmall label={label} icon={EllipsisVertical} />
    </Menu>
  )
}
