/** Each node of the two runs: how it ended, how long it took, and whether it gave the same. */
import type { NodeView, RunView } from '../../../runtime/core/trace/run-view.ts'
import { stateKeys } from '../../drawing/state-mark.tsx'
import { joinSentences } from '../../messages/join-sentences.ts'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import { formatDuration } from '../../ui/format-number.ts'
import { Table } from '../../ui/table.tsx'
import { NodeLink } from './node-link.tsx'
import type { NodePair } from './pair-runs.ts'
import { ownTime, pairNodes } from './pair-runs.ts'
import styles from './runs-compared.module.css'
import { Sameness } from './values-compared.tsx'

export function NodesCompared({ a, b }: { a: RunView; b: RunView }) {
  const say = useMessages()
  const locale = useLocale()
  const time = (ms: number | null | undefined) =>
    ms === null || ms === undefined ? '–' : formatDuration(ms, locale)
  const stateOf = (seen: NodeView | undefined) => {
    if (seen === undefined) return '–'
    if (seen.isPinned === true) return say('trace.pinnedMark')
    return seen.isReused === true ? say('trace.reused') : say(stateKeys[seen.state])
  }
  const difference = (ms: number | null) => {
    if (ms === null) return '–'
    // What rounds to nothing is no difference.
    if (Math.abs(ms) < 0.005) return say('runs.sameTime')
    return say(ms > 0 ? 'runs.slower' : 'runs.faster', { time: formatDuration(Math.abs(ms), locale) })
  }
  const wallMs = [a.timing?.wallMs, b.timing?.wallMs] as const
  const isMeasured = wallMs[0] !== undefined && wallMs[1] !== undefined
  return (
    <>
      <Table<NodePair>
        label={say('runs.nodeTimes')}
        rows={pairNodes(a, b)}
        idOf={({ node }) => node}
        columns={[
          { id: 'node', title: say('trace.node'), cell: ({ node }) => <NodeLink node={node} /> },
          { id: 'stateA', title: say('runs.stateOf', { name: 'A' }), cell: (pair) => stateOf(pair.a) },
          { id: 'stateB', title: say('runs.stateOf', { name: 'B' }), cell: (pair) => stateOf(pair.b) },
          {
            id: 'a',
            title: say('runs.timeOf', { name: 'A' }),
            isNumber: true,
            cell: (pair) => time(ownTime(pair.a)),
          },
          {
            id: 'b',
            title: say('runs.timeOf', { name: 'B' }),
            isNumber: true,
            cell: (pair) => time(ownTime(pair.b)),
          },
          {
            id: 'difference',
            title: say('runs.difference'),
            isNumber: true,
            cell: ({ differenceMs }) => difference(differenceMs),
          },
          {
            id: 'outputs',
            title: say('runs.outputs'),
            cell: ({ givesSame }) => (givesSame === null ? '–' : <Sameness isSame={givesSame} />),
          },
        ]}
      />
      <p className={styles['note']}>
        {joinSentences(
          locale,
          isMeasured
            ? say('runs.wholeTime', {
                a: time(wallMs[0]),
                b: time(wallMs[1]),
                difference: difference((wallMs[1] ?? 0) - (wallMs[0] ?? 0)),
              })
            : '',
          say('runs.oneEach'),
        )}
      </p>
    </>
  )
}
