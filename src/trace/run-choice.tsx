/** Runs of the list that are chosen, for a dataset or to be compared: a box in each row, and what can be done with them. */
import { TableProperties } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { RunSummary } from '../../runtime/core/wire/runs.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { navigateTo } from '../session/navigation.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import type { Column } from '../ui/table.tsx'
import { CompareButton } from './compare-runs/compare-button.tsx'
import styles from './runs-view.module.css'

const AddRunsDialog = lazy(async () => ({ default: (await import('./add-runs-dialog.tsx')).AddRunsDialog }))

export interface RunChoice {
  readonly chosen: ReadonlySet<string>
  readonly setChosen: (chosen: ReadonlySet<string>) => void
}

/** A run that is still going has no answer to keep. */
const canBeChosen = ({ status }: RunSummary) => status !== 'running'

/** The column of boxes; the one in its head chooses all that are shown. */
export function useChoiceColumn(
  items: readonly RunSummary[],
  { chosen, setChosen }: RunChoice,
): Column<RunSummary> {
  const say = useMessages()
  const change = (ids: readonly string[], isChosen: boolean) => {
    const next = new Set(chosen)
    for (const id of ids) {
      if (isChosen) next.add(id)
      else next.delete(id)
    }
    setChosen(next)
  }
  const all = items.filter(canBeChosen).map(({ id }) => id)
  const isAll = all.length > 0 && all.every((id) => chosen.has(id))
  return {
    id: 'choice',
    width: '28px',
    title: (
      <Checkbox
        label={say('runs.chooseAll')}
        isSelected={isAll}
        isPartly={!isAll && all.some((id) => chosen.has(id))}
        isDisabled={all.length === 0}
        onChange={(isChosen) => change(all, isChosen)}
      />
    ),
    cell: (run) => (
      <Checkbox
        label={say('runs.choose', { question: run.question === '' ? say('runs.noQuestion') : run.question })}
        isSelected={chosen.has(run.id)}
        isDisabled={!canBeChosen(run)}
        onChange={(isChosen) => change([run.id], isChosen)}
      />
    ),
  }
}

/** Nothing while no run is chosen. */
export function ChoiceBar({ chosen, setChosen }: RunChoice) {
  const say = useMessages()
  const [isAdding, setIsAdding] = useState(false)
  if (chosen.size === 0) return null
  const clear = () => setChosen(new Set())
  return (
    <div className={styles['choice']} role="group" aria-label={say('runs.chosen', { n: chosen.size })}>
      <span role="status">{say('runs.chosen', { n: chosen.size })}</span>
      <CompareButton
        chosen={chosen}
        onCompare={(first, second) => navigateTo('runs', 'compare', first, second)}
      />
      <Button isSmall icon={TableProperties} onPress={() => setIsAdding(true)}>
        {say('datasets.addToDataset')}
      </Button>
      <Button isSmall variant="quiet" onPress={clear}>
        {say('runs.chooseNone')}
      </Button>
      {isAdding ? (
        <Suspense>
          <AddRunsDialog runIds={[...chosen]} onClose={() => setIsAdding(false)} onAdded={clear} />
        </Suspense>
      ) : null}
    </div>
  )
}
