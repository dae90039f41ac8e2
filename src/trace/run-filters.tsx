/** What narrows the list of runs. */
import { useQuery } from '@tanstack/react-query'
import type { RunSummary } from '../../runtime/core/wire/runs.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { ComboBox } from '../ui/combo-box.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import { statusKeys } from './run-status.tsx'
import styles from './runs-view.module.css'

/** Empty texts narrow nothing. */
export interface RunFilters {
  readonly pipeline: string
  readonly status: RunSummary['status'] | ''
  readonly intent: string
  readonly adapter: string
  /** The beginning of a revision's hash. */
  readonly revision: string
  readonly slowerThanMs: number | ''
  /** 0 to 1. */
  readonly confidenceBelow: number | ''
  readonly search: string
}

export const noFilters: RunFilters = {
  pipeline: '',
  status: '',
  intent: '',
  adapter: '',
  revision: '',
  slowerThanMs: '',
  confidenceBelow: '',
  search: '',
}

const statuses = ['running', 'succeeded', 'failed', 'cancelled', 'interrupted'] as const

export interface RunFilterBarProps {
  readonly filters: RunFilters
  readonly onChange: (filters: RunFilters) => void
}

export function RunFilterBar({ filters, onChange }: RunFilterBarProps) {
  const say = useMessages()
  const server = useServer()
  const pipelines = useQuery({ queryKey: ['pipelines'], queryFn: () => server.pipelines.list() })
  const intents = useQuery({ queryKey: ['intents'], queryFn: () => server.intents.list() })
  const banks = useQuery({ queryKey: ['banks'], queryFn: () => server.banks.list() })
  const change = (part: Partial<RunFilters>) => onChange({ ...filters, ...part })
  const asChoices = (names: readonly string[]) => [...new Set(names)].sort().map((id) => ({ id, label: id }))
  return (
    <div className={styles['filters']} role="search">
      <SearchField
        label={say('runs.search')}
        value={filters.search}
        onChange={(search) => change({ search })}
        className={styles['search']}
      />
      <Select
        label={say('runs.pipeline')}
        items={[
          { id: '', label: say('runs.anyPipeline') },
          ...(pipelines.data ?? []).map(({ id, name }) => ({ id, label: name })),
        ]}
        value={filters.pipeline}
        onChange={(pipeline) => change({ pipeline })}
        className={styles['filter']}
      />
      <Select
        label={say('runs.status')}
        items={[
          { id: '' as const, label: say('runs.anyStatus') },
          ...statuses.map((id) => ({ id, label: say(statusKeys[id]) })),
        ]}
        value={filters.status}
        onChange={(status) => change({ status })}
        className={styles['filter']}
      />
      <ComboBox
        label={say('runs.intent')}
        items={asChoices((intents.data ?? []).flatMap((model) => model.intents.map(({ intent }) => intent)))}
        value={filters.intent}
        onChange={(intent) => change({ intent })}
        placeholder={say('runs.anyIntent')}
        allowsCustomValue
        className={styles['filter']}
      />
      <ComboBox
        label={say('runs.adapter')}
        items={asChoices((banks.data ?? []).flatMap((bank) => bank.adapters.map(({ id }) => id)))}
        value={filters.adapter}
        onChange={(adapter) => change({ adapter })}
        placeholder={say('runs.anyAdapter')}
        allowsCustomValue
        className={styles['filter']}
      />
      <FigureFilters filters={filters} change={change} />
      {Object.values(filters).some((value) => value !== '') ? (
        <Button variant="quiet" onPress={() => onChange(noFilters)}>
          {say('runs.clearFilters')}
        </Button>
      ) : null}
    </div>
  )
}

interface FigureFiltersProps {
  readonly filters: RunFilters
  readonly change: (part: Partial<RunFilters>) => void
}

function FigureFilters({ filters, change }: FigureFiltersProps) {
  const say = useMessages()
  return (
    <>
      <TextField
        label={say('runs.revision')}
        value={filters.revision}
        // Copied hashes bring capitals and spaces along.
        onChange={(text) => change({ revision: text.toLowerCase().replaceAll(/[^0-9a-f]/g, '') })}
        placeholder={say('runs.anyRevision')}
        maxLength={64}
        className={styles['filter']}
      />
      <NumberField
        label={say('runs.slowerThan')}
        value={filters.slowerThanMs === '' ? undefined : filters.slowerThanMs}
        onChange={(ms) => change({ slowerThanMs: ms ?? '' })}
        minValue={0}
        maxValue={3_600_000}
        unit="ms"
        className={styles['figure']}
      />
      <NumberField
        label={say('runs.confidenceBelow')}
        value={filters.confidenceBelow === '' ? undefined : filters.confidenceBelow}
        onChange={(confidence) => change({ confidenceBelow: confidence ?? '' })}
        minValue={0}
        maxValue={1}
        step={0.01}
        className={styles['figure']}
      />
    </>
  )
}
