/** How the rows are run: sensible numbers stand there already. */
import { useMessages } from '../../messages/messages-context.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Card } from '../../ui/page.tsx'
import styles from './setup.module.css'
import type { ExperimentForm } from './use-experiment-draft.ts'

export function RunSettings({ form: { draft, change } }: { form: ExperimentForm }) {
  const say = useMessages()
  return (
    <Card title={say('compare.runSettings')}>
      <div className={styles['numbers']}>
        <NumberField
          label={say('compare.limit')}
          description={say('compare.limitHelp')}
          value={draft.limit}
          onChange={(limit) => change({ limit })}
          minValue={1}
          maxValue={1_000_000}
        />
        <NumberField
          label={say('compare.repetitions')}
          value={draft.repetitions}
          onChange={(repetitions) => change({ repetitions })}
          minValue={1}
          maxValue={20}
        />
        <NumberField
          label={say('compare.concurrency')}
          description={say('compare.concurrencyHelp')}
          value={draft.concurrency}
          onChange={(concurrency) => change({ concurrency })}
          minValue={1}
          maxValue={64}
        />
        <NumberField
          label={say('compare.warmUp')}
          description={say('compare.warmUpHelp')}
          value={draft.warmUp}
          onChange={(warmUp) => change({ warmUp })}
          minValue={0}
          maxValue={1_000}
          unit={say('compare.rowsUnit')}
        />
        <NumberField
          label={say('compare.timeout')}
          value={draft.rowTimeoutMs}
          onChange={(rowTimeoutMs) => change({ rowTimeoutMs })}
          minValue={1}
          maxValue={3_600_000}
          unit="ms"
        />
        <NumberField
          label={say('compare.retries')}
          description={say('compare.retriesHelp')}
          value={draft.retries}
          onChange={(retries) => change({ retries })}
          minValue={0}
          maxValue={5}
        />
        <NumberField
          label={say('compare.seed')}
          description={say('compare.seedHelp')}
          value={draft.seed}
          onChange={(seed) => change({ seed })}
          minValue={0}
          maxValue={2 ** 31 - 1}
        />
      </div>
    </Card>
  )
}
