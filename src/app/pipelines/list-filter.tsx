/** Narrows and orders the list of pipelines. */
import { ToggleButton } from 'react-aria-components'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import { formatCount } from '../../ui/format-number.ts'
import { SearchField } from '../../ui/search-field.tsx'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/switch.tsx'
import type { ListedPipeline, PipelineFilter } from './find-pipelines.ts'
import { countTags, pipelineOrders } from './find-pipelines.ts'
import styles from './pipeline-list.module.css'

const orderKeys = {
  edited: 'pipelines.sortEdited',
  name: 'pipelines.sortName',
  runs: 'pipelines.sortRuns',
} as const

interface ListFilterProps {
  readonly pipelines: readonly ListedPipeline[]
  readonly filter: PipelineFilter
  /** How many it leaves. */
  readonly found: number
  readonly onChange: (filter: PipelineFilter) => void
}

export function ListFilter({ pipelines, filter, found, onChange }: ListFilterProps) {
  const say = useMessages()
  const locale = useLocale()
  const archived = pipelines.filter(({ isArchived }) => isArchived).length
  const listed = filter.hasArchived ? pipelines : pipelines.filter(({ isArchived }) => !isArchived)
  return (
    <div className={styles['filter']}>
      <div className={styles['line']}>
        <SearchField
          label={say('pipelines.search')}
          value={filter.search}
          onChange={(search) => onChange({ ...filter, search })}
          className={styles['search']}
        />
        <Select
          label={say('pipelines.sort')}
          isLabelHidden
          items={pipelineOrders.map((id) => ({ id, label: say(orderKeys[id]) }))}
          value={filter.order}
          onChange={(order) => onChange({ ...filter, order })}
          className={styles['order']}
        />
        {archived === 0 ? null : (
          <Switch
            label={say('pipelines.showArchived', { n: archived })}
            isSelected={filter.hasArchived}
            onChange={(hasArchived) => onChange({ ...filter, hasArchived })}
          />
        )}
        <span className={styles['count']} role="status">
          {say('pipelines.shown', {
            n: formatCount(found, locale),
            total: formatCount(listed.length, locale),
          })}
        </span>
      </div>
      <TagFilter pipelines={listed} filter={filter} onChange={onChange} />
    </div>
  )
}

function TagFilter({ pipelines, filter, onChange }: Omit<ListFilterProps, 'found'>) {
  const say = useMessages()
  const tags = countTags(pipelines)
  if (tags.length === 0) return null
  const toggle = (tag: string, isChosen: boolean) => {
    const next = new Set(filter.tags)
    if (isChosen) next.add(tag)
    else next.delete(tag)
    onChange({ ...filter, tags: next })
  }
  return (
    <div className={styles['line']} role="group" aria-label={say('pipelines.tags')}>
      {tags.map(({ tag, count }) => (
        <ToggleButton
          key={tag}
          isSelected={filter.tags.has(tag)}
          onChange={(isChosen) => toggle(tag, isChosen)}
          className={styles['tag'] ?? ''}
        >
          {tag} <span className={styles['tagCount']}>{count}</span>
        </ToggleButton>
      ))}
    </div>
  )
}
