/** A table for long lists: only the rows in view are drawn; the arrow keys go from row to row. */
import { useVirtualizer } from '@tanstack/react-virtual'
import type { CSSProperties, KeyboardEvent, ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { joinClasses } from './class-names.ts'
import styles from './virtual-table.module.css'

export interface VirtualColumn<Row> {
  readonly id: string
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  /** A track of a CSS grid, e.g. `1fr` or `160px`. */
  readonly track: string
  readonly isNumber?: boolean
  /** Read out but not shown: for columns of buttons. */
  readonly isTitleHidden?: boolean
}

export interface VirtualTableProps<Row> {
  readonly label: string
  readonly columns: readonly VirtualColumn<Row>[]
  readonly rows: readonly Row[]
  /** All rows there are, of which `rows` are the ones loaded so far. */
  readonly total: number
  readonly idOf: (row: Row) => string
  readonly selected?: string | null
  readonly onEndReached?: () => void
  readonly isHeadHidden?: boolean
  readonly className?: string | undefined
}

const estimatedRowPx = 34
const rowsAhead = 20

export function VirtualTable<Row>({
  label,
  columns,
  rows,
  total,
  idOf,
  selected,
  onEndReached,
  isHeadHidden,
  className,
}: VirtualTableProps<Row>) {
  const scroll = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- concerns the React compiler, which is not used here.
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => estimatedRowPx,
    getItemKey: (index) => {
      const row = rows[index]
      return row === undefined ? index : idOf(row)
    },
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? -1
  const isNearEnd = last >= rows.length - rowsAhead && rows.length < total
  useEffect(() => {
    if (isNearEnd) onEndReached?.()
  }, [isNearEnd, onEndReached, rows.length])
  const tracks = { gridTemplateColumns: columns.map(({ track }) => track).join(' ') }

  const focusRow = (index: number): boolean => {
    const row = scroll.current?.querySelector(`[data-index="${index}"]`)
    const target = row?.querySelector<HTMLElement>('a, button, input')
    target?.focus()
    return target !== undefined && target !== null
  }
  const goTo = (index: number) => {
    virtual.scrollToIndex(index)
    // A row out of sight is drawn with the next frame.
    if (!focusRow(index)) requestAnimationFrame(() => focusRow(index))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || event.target instanceof HTMLInputElement) return
    const at = Number(event.target.closest('[data-index]')?.getAttribute('data-index') ?? Number.NaN)
    const next = nextIndex(event.key, at, rows.length)
    if (next === undefined) return
    event.preventDefault()
    goTo(next)
  }

  return (
    <div
      ref={scroll}
      role="table"
      aria-label={label}
      aria-rowcount={total + 1}
      className={joinClasses(styles['scroll'], className)}
      onKeyDown={onKeyDown}
    >
      <Head columns={columns} tracks={tracks} isHidden={isHeadHidden === true} />
      <div role="rowgroup" className={styles['body']} style={{ blockSize: virtual.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const row = rows[index]
          if (row === undefined) return null
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              role="row"
              aria-rowindex={index + 2}
              data-index={index}
              data-selected={selected === idOf(row) ? '' : undefined}
              className={joinClasses(styles['row'], styles['placed'])}
              style={{ ...tracks, transform: `translateY(${start}px)` }}
            >
              <Cells columns={columns} row={row} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

type Columns<Row> = readonly VirtualColumn<Row>[]

const cellClass = (isNumber?: boolean) => joinClasses(styles['cell'], isNumber === true && styles['number'])

interface HeadProps<Row> {
  readonly columns: Columns<Row>
  readonly tracks: CSSProperties
  readonly isHidden: boolean
}

function Head<Row>({ columns, tracks, isHidden }: HeadProps<Row>) {
  return (
    <div role="rowgroup" className={joinClasses(styles['head'], isHidden && styles['hidden'])}>
      <div role="row" aria-rowindex={1} className={styles['row']} style={tracks}>
        {columns.map(({ id, title, isNumber, isTitleHidden }) => (
          <span key={id} role="columnheader" className={cellClass(isNumber)}>
            <span className={isTitleHidden === true ? styles['hidden'] : undefined}>{title}</span>
          </span>
        ))}
      </div>
    </div>
  )
}

function Cells<Row>({ columns, row }: { columns: Columns<Row>; row: Row }) {
  return columns.map(({ id, cell, isNumber }) => (
    <div key={id} role="cell" className={cellClass(isNumber)}>
      {cell(row)}
    </div>
  ))
}

function nextIndex(key: string, at: number, count: number): number | undefined {
  if (Number.isNaN(at)) return undefined
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, at + 1)
    case 'ArrowUp':
      return Math.max(0, at - 1)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
