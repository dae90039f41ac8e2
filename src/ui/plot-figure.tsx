/** A chart by Observable Plot, which is loaded when the first chart is shown. The caller gives the same figures as a table. */
import type * as PlotModule from '@observablehq/plot'
import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useMessages } from '../messages/messages-context.tsx'
import styles from './plot-figure.module.css'

export type Plot = typeof PlotModule

export interface PlotFigureProps {
  /** What the chart shows, in a sentence. */
  readonly label: string
  readonly height: number
  /** Must be stable between renders as long as the data are. */
  readonly options: (plot: Plot) => PlotModule.PlotOptions
  /** The figures as a table. */
  readonly table: ReactNode
}

export function PlotFigure({ label, height, options, table }: PlotFigureProps) {
  const say = useMessages()
  const frame = useRef<HTMLDivElement>(null)
  const [plot, setPlot] = useState<Plot | null>(null)
  const width = useWidth(frame)
  useEffect(() => {
    let isCurrent = true
    void import('@observablehq/plot').then((loaded) => {
      if (isCurrent) setPlot(loaded)
    })
    return () => {
      isCurrent = false
    }
  }, [])
  useEffect(() => {
    if (plot === null || width === 0) return undefined
    const chart = plot.plot({
      width,
      height,
      style: { background: 'none', color: 'var(--sb-ink-soft)', fontFamily: 'inherit', fontSize: '11px' },
      ...options(plot),
    })
    // The figure has a name and a table; the marks inside would only repeat them.
    chart.setAttribute('aria-hidden', 'true')
    frame.current?.replaceChildren(chart)
    return () => chart.remove()
  }, [plot, width, height, options])
  return (
    <figure className={styles['figure']}>
      <div
        ref={frame}
        role="img"
        aria-label={label}
        className={styles['frame']}
        style={{ blockSize: height }}
      />
      <details className={styles['details']}>
        <summary>{say('ui.asTable')}</summary>
        {table}
      </details>
    </figure>
  )
}

function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const { current } = element
    if (current === null || typeof ResizeObserver === 'undefined') return undefined
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    observer.observe(current)
    return () => observer.disconnect()
  }, [element])
  return width
}
