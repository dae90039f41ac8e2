/** What each router and bank decided in the two runs, fact by fact. */
import type { DecisionRecord } from '../../../runtime/core/trace/decision.ts'
import type { RunView } from '../../../runtime/core/trace/run-view.ts'
import type { Say } from '../../messages/catalogue.ts'
import type { Locale } from '../../messages/locale.ts'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import { describeTarget } from '../../runs/decision-chip.tsx'
import { formatScore } from '../../ui/format-number.ts'
import { Table } from '../../ui/table.tsx'
import { NodeLink } from './node-link.tsx'
import { pairDecisions } from './pair-runs.ts'
import styles from './runs-compared.module.css'
import { Sameness } from './values-compared.tsx'

interface FactRow {
  readonly id: string
  readonly node: string
  /** Only the first fact of a decision names its node. */
  readonly isFirst: boolean
  readonly fact: string
  readonly a: string
  readonly b: string
}

export function DecisionsCompared({ a, b }: { a: RunView; b: RunView }) {
  const say = useMessages()
  const locale = useLocale()
  const rows = pairDecisions(a, b).flatMap((pair, decision) =>
    factsOf(say, locale).map(({ id, name, read }, index): FactRow => {
      const show = (record: DecisionRecord | undefined) => (record === undefined ? '–' : read(record))
      return {
        id: `${decision}${id}`,
        node: pair.node,
        isFirst: index === 0,
        fact: name,
        a: show(pair.a),
        b: show(pair.b),
      }
    }),
  )
  if (rows.length === 0) return <p className={styles['note']}>{say('runs.noDecision')}</p>
  return (
    <Table
      label={say('runs.decisions')}
      rows={rows}
      idOf={({ id }) => id}
      columns={[
        {
          id: 'node',
          title: say('trace.node'),
          cell: ({ node, isFirst }) => (isFirst ? <NodeLink node={node} /> : null),
        },
        { id: 'fact', title: say('runs.fact'), cell: ({ fact }) => fact },
        { id: 'a', title: 'A', cell: (row) => row.a },
        { id: 'b', title: 'B', cell: (row) => row.b },
        {
          id: 'same',
          title: say('runs.comparison'),
          cell: (row) => <Sameness isSame={row.a === row.b} />,
        },
      ]}
    />
  )
}

function factsOf(say: Say, locale: Locale) {
  const score = (value: number | null) => (value === null ? '–' : formatScore(value, locale))
  return [
    {
      id: 'intent',
      name: say('runs.intent'),
      read: ({ intent }: DecisionRecord) => intent ?? say('runs.noIntent'),
    },
    { id: 'confidence', name: say('runs.confidence'), read: (one: DecisionRecord) => score(one.confidence) },
    { id: 'margin', name: say('runs.margin'), read: (one: DecisionRecord) => score(one.margin) },
    { id: 'threshold', name: say('runs.threshold'), read: (one: DecisionRecord) => score(one.threshold) },
    {
      id: 'target',
      name: say('runs.wentTo'),
      read: (one: DecisionRecord) => one.adapter ?? describeTarget(one, say),
    },
  ]
}
