/** Inside a node: which of its runs the canvas shows, where it works through a list, and why there may be nothing to show. */
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { splitSubRun } from '../../runtime/core/trace/node-path.ts'
import { stateKeys } from '../drawing/state-mark.tsx'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { shownSubRun, subRunsOf, subRunStates } from '../runs/sub-runs.ts'
import { prefixInside } from '../runs/view-inside.ts'
import { useEditor, useLevel, useRuns } from '../session/editor-context.tsx'
import { formatCount } from '../ui/format-number.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Select } from '../ui/select.tsx'
import styles from './trail.module.css'

export function LevelRun() {
  const say = useMessages()
  const locale = useLocale()
  const { runs } = useEditor()
  const path = useLevel((state) => state.path)
  const view = useRuns((state) => state.view)
  const items = useRuns((state) => state.items)
  const last = path.at(-1)
  if (last === undefined) return null
  const place = path.join('/')
  const node = prefixInside(view, path.slice(0, -1), items) + last
  const seen = view.nodes[node]
  const subRuns = subRunsOf(view, node)
  if (subRuns.length === 0) {
    if (seen?.finishedAt === undefined || seen.state === 'skipped') return null
    const isHeld = seen.isReused === true || seen.isPinned === true
    return (
      <span className={styles['note']}>{say(isHeld ? 'canvas.levelNotRun' : 'canvas.levelNotRecorded')}</span>
    )
  }
  const shown = shownSubRun(view, node, items[place])
  const at = shown === undefined ? -1 : subRuns.indexOf(shown)
  if (shown === undefined || splitSubRun(shown).item === undefined) return null
  const itemOf = (subRun: string | undefined) => splitSubRun(subRun ?? '').item ?? 0
  const show = (to: number) => runs.getState().showItem(place, itemOf(subRuns[to]))
  const total = Number(seen?.annotations['map.items'] ?? subRuns.length)
  return (
    <div className={styles['items']} role="group" aria-label={say('canvas.items')}>
      <IconButton
        label={say('canvas.itemBefore')}
        icon={ChevronLeft}
        isDisabled={at <= 0}
        onPress={() => show(at - 1)}
      />
      <Select
        label={say('canvas.items')}
        isLabelHidden
        items={subRuns.map((subRun) => ({
          id: subRun,
          label: say('canvas.item', {
            item: formatCount(itemOf(subRun) + 1, locale),
            state: say(stateKeys[subRunStates[view.subRuns[subRun]?.status ?? 'running']]),
          }),
        }))}
        value={shown}
        onChange={(subRun) => show(subRuns.indexOf(subRun))}
      />
      <IconButton
        label={say('canvas.itemAfter')}
        icon={ChevronRight}
        isDisabled={at >= subRuns.length - 1}
        onPress={() => show(at + 1)}
      />
      {total > subRuns.length && seen?.finishedAt !== undefined ? (
        <span className={styles['note']}>
          {say('canvas.itemsRecorded', {
            recorded: formatCount(subRuns.length, locale),
            total: formatCount(total, locale),
          })}
        </span>
      ) : null}
    </div>
  )
}
