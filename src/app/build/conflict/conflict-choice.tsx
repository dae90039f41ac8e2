/** One conflict: what was before, mine and theirs in columns, each side chosen at its head or by the arrow keys. */
import { Label, Radio, RadioGroup } from 'react-aria-components'
import type { Side } from '../../../document/merge-records.ts'
import { useMessages } from '../../../messages/messages-context.tsx'
import { DiffText } from '../../../ui/diff-text.tsx'
import { diffTexts } from '../../../ui/text-diff.ts'
import styles from './conflict.module.css'
import type { ConflictRow, ConflictView } from './describe-conflict.ts'

export interface ConflictChoiceProps {
  readonly view: ConflictView
  readonly value: Side | null
  readonly onChange: (side: Side) => void
}

export function ConflictChoice({ view, value, onChange }: ConflictChoiceProps) {
  const say = useMessages()
  const hasBefore = view.rows.some(({ before }) => before !== null)
  return (
    <RadioGroup
      value={value}
      onChange={(side) => onChange(side === 'theirs' ? 'theirs' : 'mine')}
      className={styles['conflict'] ?? ''}
    >
      <Label className={styles['title'] ?? ''}>{view.title}</Label>
      <table className={styles['table']} data-before={hasBefore}>
        <thead>
          <tr>
            <td />
            {hasBefore ? <th scope="col">{say('changes.before')}</th> : null}
            <SideHead side="mine" label={say('document.mine')} />
            <SideHead side="theirs" label={say('document.theirs')} />
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row, index) => (
            <tr key={row.id}>
              <th scope="row">{row.title}</th>
              {hasBefore ? <td>{row.before}</td> : null}
              {(['mine', 'theirs'] as const).map((side) => (
                <SideCell
                  key={side}
                  side={side}
                  row={row}
                  isChosen={value === side}
                  deletedRows={view.deletedBy !== side ? null : index === 0 ? view.rows.length : 0}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </RadioGroup>
  )
}

function SideHead({ side, label }: { side: Side; label: string }) {
  return (
    <th scope="col">
      <Radio value={side} className={styles['side'] ?? ''}>
        <span className={styles['dot']} aria-hidden />
        {label}
      </Radio>
    </th>
  )
}

interface SideCellProps {
  readonly side: Side
  readonly row: ConflictRow
  readonly isChosen: boolean
  /** Over how many rows it says that this side deleted the whole; 0 where it is said above, null where it was not deleted. */
  readonly deletedRows: number | null
}

function SideCell({ side, row: { before, ...sides }, isChosen, deletedRows }: SideCellProps) {
  const say = useMessages()
  if (deletedRows === 0) return null
  if (deletedRows !== null) {
    return (
      <td rowSpan={deletedRows} data-chosen={isChosen}>
        <em>{say('document.deletedSide')}</em>
      </td>
    )
  }
  const text = sides[side]
  return (
    <td data-chosen={isChosen} data-same={text === before}>
      {before === null || before === text ? text : <DiffText parts={diffTexts(before, text)} />}
    </td>
  )
}
