/** Which dataset runs are added to: one that is there, or a new one. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DatasetSummary } from '../../runtime/core/wire/datasets.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { navigateTo } from '../session/navigation.ts'
import { useServer } from '../session/server-context.tsx'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useToast } from '../ui/toast.tsx'

/** Ids of datasets hold no blank. */
const newTarget = ' new'
const longestName = 120

export interface DatasetTarget {
  readonly datasets: readonly DatasetSummary[]
  /** Id of the dataset; undefined for a new one. */
  readonly existing: string | undefined
  readonly name: string
  readonly isReady: boolean
  choose(target: string): void
  setName(name: string): void
  /** Creates the dataset where it is a new one, adds to it, and says so. */
  addWith(
    add: (dataset: string) => Promise<DatasetSummary>,
    sayAdded: (name: string) => string,
  ): Promise<void>
}

export function useDatasetTarget(): DatasetTarget {
  const say = useMessages()
  const server = useServer()
  const queries = useQueryClient()
  const showToast = useToast()
  const { data: datasets = [], isPending } = useQuery({
    queryKey: ['datasets'],
    queryFn: () => server.datasets.list(),
  })
  const [chosen, setChosen] = useState<string | null>(null)
  const [name, setName] = useState('')
  const target = chosen ?? datasets[0]?.id ?? newTarget
  const existing = target === newTarget ? undefined : target
  return {
    datasets,
    existing,
    name,
    isReady: !isPending && (existing !== undefined || name.trim() !== ''),
    choose: setChosen,
    setName,
    addWith: async (add, sayAdded) => {
      const dataset = existing ?? (await server.datasets.create({ name: name.trim() })).id
      // From here on it is there: a second attempt must not create it again.
      setChosen(dataset)
      const added = await add(dataset)
      showToast({
        tone: 'clear',
        text: sayAdded(added.name),
        action: { label: say('datasets.showDataset'), onPress: () => navigateTo('datasets', dataset) },
      })
      for (const queryKey of [['datasets'], ['dataset-rows', dataset], ['dataset-intents', dataset]])
        void queries.invalidateQueries({ queryKey })
    },
  }
}

export function DatasetTargetFields({ target }: { target: DatasetTarget }) {
  const say = useMessages()
  const { datasets, existing, name, choose, setName } = target
  return (
    <>
      <Select
        label={say('datasets.pick')}
        items={[
          ...datasets.map(({ id, name: label }) => ({ id, label })),
          { id: newTarget, label: say('datasets.newDataset') },
        ]}
        value={existing ?? newTarget}
        onChange={choose}
      />
      {existing === undefined ? (
        <TextField label={say('datasets.newName')} value={name} onChange={setName} maxLength={longestName} />
      ) : null}
    </>
  )
}
