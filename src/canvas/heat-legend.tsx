/** What the colours of the heat map mean, and of which runs it is; keeps it up to date while it is shown. */
import { useEffect } from 'react'
import type { Locale } from '../messages/locale.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import type { HeatMeasure } from '../runs/heat-store.ts'
import { heatMeasures, heatRunCounts, mostHeat } from '../runs/heat-store.ts'
import { useEditor, useHeat, useRuns, useWhole } from '../session/editor-context.tsx'
import { formatCount, formatDuration, formatPercent } from '../ui/format-number.ts'
import { Select } from '../ui/select.tsx'
import styles from './heat.module.css'

const measureKeys = {
  p50: 'canvas.heatByP50',
  p95: 'canvas.heatByP95',
  share: 'canvas.heatByShare',
  errors: 'canvas.heatByErrors',
  hits: 'canvas.heatByHits',
} as const

export function HeatLegend() {
  const say = useMessages()
  const locale = useLocale()
  const { heat } = useEditor()
  const { measure, runs, map } = useHeat((state) => state)
  const pipelineId = useWhole(({ document }) => document.id)
  const isRunning = useRuns((state) => state.isRunning)
  useEffect(() => {
    if (!isRunning) void heat.getState().refresh(pipelineId)
  }, [heat, pipelineId, runs, isRunning])
  return (
    <div className={styles['legend']} role="group" aria-label={say('canvas.heatMap')}>
      <Select
        label={say('canvas.heatBy')}
        isLabelHidden
        items={heatMeasures.map((id) => ({ id, label: say(measureKeys[id]) }))}
        value={measure}
        onChange={(id) => heat.getState().setMeasure(id)}
      />
      <Select
        label={say('canvas.heatRuns')}
        isLabelHidden
        items={heatRunCounts.map((count) => ({
          id: String(count),
          label: say('canvas.heatLast', { n: formatCount(count, locale) }),
        }))}
        value={String(runs)}
        onChange={(id) => heat.getState().setRuns(heatRunCounts.find((count) => String(count) === id) ?? 50)}
      />
      <Scale measure={measure} most={map === null ? null : mostHeat(map, measure)} />
      <span role="status">
        {map === null ? '' : say('canvas.heatOf', { n: formatCount(map.runs, locale) })}
      </span>
    </div>
  )
}

/** Colours with the figures that their ends stand for; without figures where no node has any. */
function Scale({ measure, most }: { measure: HeatMeasure; most: number | null }) {
  const say = useMessages()
  const locale = useLocale()
  const colours = <span className={styles['scale']} aria-hidden />
  if (most === null) return colours
  const [from, to] = [formatHeat(0, measure, locale), formatHeat(most, measure, locale)]
  return (
    <span className={styles['ends']} role="img" aria-label={say('canvas.heatScale', { from, to })}>
      <span>{from}</span>
      {colours}
      <span>{to}</span>
    </span>
  )
}

function formatHeat(value: number, measure: HeatMeasure, locale: Locale): string {
  switch (measure) {
    case 'p50':
    case 'p95':
      return formatDuration(value, locale)
    case 'share':
    case 'errors':
      return formatPercent(value, locale)
    case 'hits':
      return formatCount(value, locale)
  }
}
