/** A plain table: sticky head, numbers at the right, a row may be pressed. */
import type { ReactNode } from 'react'
import { joinClasses } from './class-names.ts'
import styles from './table.module.css'

export interface Column<Row> {
  readonly id: string
  readonly title: ReactNode
  readonly cell: (row: Row) => ReactNode
  readonly isNumber?: boolean
  /** CSS width. */
  readonly width?: string
}

export interface TableProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly idOf: (row: Row) => string
  readonly selected?: string | null
  /** The first cell should hold a button or link of the same effect, for the keyboard. */
  readonly onPressRow?: (row: Row) => void
  readonly empty?: ReactNode
  /** It may not fit its place, and holds nothing to focus: then it is itself a stop of the keyboard, to be scrolled. */
  readonly isWide?: boolean
  /** Stands on a page of its own, and not in a panel that has an edge. */
  readonly isFramed?: boolean
  readonly className?: string | undefined
}

export function Table<Row>({
  label,
  columns,
  rows,
  idOf,
  selected,
  onPressRow,
  empty,
  isWide = false,
  isFramed = false,
  className,
}: TableProps<Row>) {
  return (
    <div
      className={joinClasses(styles['scroll'], isFramed && styles['framed'], className)}
      {...(isWide ? { tabIndex: 0, role: 'group', 'aria-label': label } : {})}
    >
      <table className={styles['table']} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ id, title, isNumber, width }) => (
              <th
                key={id}
                scope="col"
                className={isNumber === true ? styles['number'] : undefined}
                {...(width === undefined ? {} : { style: { width } })}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={idOf(row)}
              className={styles['row']}
              {...(selected === undefined ? {} : { 'aria-selected': selected === idOf(row) })}
              {...(onPressRow === undefined ? {} : { 'data-pressable': '', onClick: () => onPressRow(row) })}
            >
              {columns.map(({ id, cell, isNumber }) => (
                <td key={id} className={isNumber === true ? styles['number'] : undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && empty !== undefined ? <div className={styles['empty']}>{empty}</div> : null}
    </div>
  )
}
