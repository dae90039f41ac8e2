/** Two runs side by side: outputs with their differences marked, decisions, and the time of each node. */
import type { ReactNode } from 'react'
import type { RunView } from '../../../runtime/core/trace/run-view.ts'
import { joinSentences } from '../../messages/join-sentences.ts'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import { formatDuration, formatMoment } from '../../ui/format-number.ts'
import { Card } from '../../ui/page.tsx'
import { RunStatusBadge } from '../run-status.tsx'
import { DecisionsCompared } from './decisions-compared.tsx'
import { NodesCompared } from './nodes-compared.tsx'
import { pairValues } from './pair-runs.ts'
import styles from './runs-compared.module.css'
import { ValuesCompared } from './values-compared.tsx'

export interface RunsComparedProps {
  readonly a: RunView
  readonly b: RunView
  /** A link or button to the run around its name. */
  readonly open: (view: RunView, label: ReactNode) => ReactNode
}

export function RunsCompared({ a, b, open }: RunsComparedProps) {
  const say = useMessages()
  const locale = useLocale()
  const inputs = pairValues(a.inputs, b.inputs)
  const differing = inputs.filter(({ isSame }) => !isSame)
  const isSameRevision = a.pins?.revision === b.pins?.revision
  return (
    <div className={styles['compared']}>
      <div className={styles['sides']}>
        <RunFacts name="A" view={a} open={open} />
        <RunFacts name="B" view={b} open={open} />
      </div>
      <p className={styles['note']}>
        {joinSentences(
          locale,
          say(isSameRevision ? 'runs.sameRevision' : 'runs.otherRevision'),
          say(differing.length === 0 ? 'runs.sameInputs' : 'runs.otherInputs'),
        )}
      </p>
      {differing.length === 0 ? null : (
        <Card title={say('runs.inputs')}>
          <ValuesCompared pairs={differing} a={a} b={b} />
        </Card>
      )}
      <Card title={say('runs.outputs')}>
        <ValuesCompared pairs={pairValues(a.outputs, b.outputs)} a={a} b={b} />
      </Card>
      <Card title={say('runs.decisions')}>
        <DecisionsCompared a={a} b={b} />
      </Card>
      <Card title={say('runs.nodeTimes')}>
        <NodesCompared a={a} b={b} />
      </Card>
    </div>
  )
}

interface RunFactsProps {
  readonly name: 'A' | 'B'
  readonly view: RunView
  readonly open: RunsComparedProps['open']
}

function RunFacts({ name, view, open }: RunFactsProps) {
  const say = useMessages()
  const locale = useLocale()
  const question = Object.values(view.inputs).find((one) => 'value' in one && typeof one.value === 'string')
  const text = question !== undefined && 'value' in question ? String(question.value) : say('runs.noQuestion')
  return (
    <section className={styles['facts']} aria-label={say('runs.runNamed', { name })}>
      <h2>
        <span className={styles['letter']}>{name}</span> {open(view, text)}
      </h2>
      <p className={styles['line']}>
        <RunStatusBadge status={view.status} />
        {view.startedAt === undefined ? null : (
          <time dateTime={view.startedAt}>{formatMoment(view.startedAt, locale)}</time>
        )}
        {view.timing === undefined ? null : <span>{formatDuration(view.timing.wallMs, locale)}</span>}
        {view.pins === undefined ? null : (
          <span>
            {say('runs.revision')} <code>{view.pins.revision.slice(0, 8)}</code>
          </span>
        )}
      </p>
    </section>
  )
}
