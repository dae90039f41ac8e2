/** Trains an adapter on labelled questions, shows the loss while it learns, and what it gained in the end. */
import { z } from 'zod'
import type { Bank } from '../../runtime/core/wire/banks.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { JobNotice } from '../resources/job-notice.tsx'
import type { FollowedJob } from '../resources/use-job.ts'
import { formatNumber } from '../ui/format-number.ts'
import { Card } from '../ui/page.tsx'
import styles from './adapters.module.css'
import { LossChart } from './loss-chart.tsx'
import { TrainingForm } from './training-form.tsx'
import { TrainingOutcome } from './training-outcome.tsx'

const resultSchema = z.object({ adapter: z.string() })

export function TrainingPanel({ bank, training }: { bank: Bank; training: FollowedJob }) {
  const say = useMessages()
  const locale = useLocale()
  const { job } = training
  const points = job?.series ?? []
  const last = points.at(-1)
  const trainedId = resultSchema.safeParse(job?.result).data?.adapter
  const trained = bank.adapters.find(({ id }) => id === trainedId)
  return (
    <div className={styles['training']}>
      <TrainingForm bank={bank} training={training} />
      <div className={styles['side']}>
        <JobNotice followed={training} label={say('adapters.training')} />
        <Card
          title={say('adapters.loss')}
          end={
            last === undefined ? null : (
              <span className={styles['soft']}>
                {say('adapters.lossPoints', { n: points.length, value: formatNumber(last.value, locale) })}
              </span>
            )
          }
        >
          {points.length === 0 ? (
            <p className={styles['soft']}>{say('adapters.lossNone')}</p>
          ) : (
            <LossChart points={points} />
          )}
        </Card>
        {trained === undefined ? null : <TrainingOutcome bank={bank} adapter={trained} />}
      </div>
    </div>
  )
}
