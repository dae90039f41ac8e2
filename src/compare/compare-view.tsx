/** Experiments: the list, under `#/compare/new` a new one, and under `#/compare/<id>` what one found. */
import { ExperimentList } from './list/experiment-list.tsx'
import { ExperimentPage } from './experiment-page.tsx'
import { draftOf } from './setup/experiment-draft.ts'
import { NewExperiment } from './setup/experiment-form.tsx'
import { useExperiments } from './use-experiments.ts'
import { useMessages } from '../messages/messages-context.tsx'

export function CompareView({ parts }: { parts: readonly string[] }) {
  const [id, ...rest] = parts
  if (id === undefined) return <ExperimentList />
  if (id === 'new') return <NewPage copyOf={rest[0] ?? null} />
  return <ExperimentPage key={id} id={id} parts={rest} />
}

function NewPage({ copyOf }: { copyOf: string | null }) {
  const say = useMessages()
  const { data } = useExperiments()
  if (copyOf !== null && data === undefined) return null
  const original = data?.find(({ id }) => id === copyOf)
  const initial =
    original === undefined
      ? null
      : draftOf(original.definition, say('compare.copyName', { name: original.definition.name }))
  return <NewExperiment key={copyOf} initial={initial} />
}
