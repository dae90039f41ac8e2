/** The columns of the chosen files over their first rows, each with what it is. */
import { useMessages } from '../../messages/messages-context.tsx'
import { Select } from '../../ui/select.tsx'
import type { ColumnRole } from '../column-roles.ts'
import { columnRoles } from '../column-roles.ts'
import styles from '../datasets.module.css'
import type { OpenedFiles } from './use-dataset-import.ts'

const roleTexts = {
  question: 'datasets.roleQuestion',
  input: 'datasets.roleInput',
  answers: 'datasets.roleAnswers',
  intent: 'datasets.roleIntent',
  documents: 'datasets.roleDocuments',
  tag: 'datasets.roleTag',
  id: 'datasets.roleId',
  unused: 'datasets.roleUnused',
} as const satisfies Record<ColumnRole, string>

const shownRecords = 4
const shownCharacters = 160
/** A file of hundreds of columns shows the first. */
const shownColumns = 40

/** A select of an empty value would show its placeholder. */
const noSeparator = 'none'

export interface ColumnMappingProps {
  readonly files: OpenedFiles
  readonly onRole: (column: string, role: ColumnRole) => void
  readonly onSeparator: (separator: string) => void
}

export function ColumnMapping({ files, onRole, onSeparator }: ColumnMappingProps) {
  const say = useMessages()
  const { columns, sample, roles, separator } = files
  const shown = columns.slice(0, shownColumns)
  return (
    <>
      <div>
        <h3>{say('datasets.columns')}</h3>
        <p className={styles['soft']}>{say('datasets.columnsHelp')}</p>
      </div>
      <div className={styles['preview']} tabIndex={0} role="region" aria-label={say('datasets.columns')}>
        <table>
          <thead>
            <tr>
              {shown.map((column) => (
                <th key={column} scope="col">
                  <span className={styles['column']}>{column}</span>
                  <Select
                    label={say('datasets.roleOf', { column })}
                    isLabelHidden
                    items={columnRoles.map((id) => ({ id, label: say(roleTexts[id]) }))}
                    value={roles[column] ?? 'unused'}
                    onChange={(role) => onRole(column, role)}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.slice(0, shownRecords).map((record, index) => (
              <tr key={index}>
                {shown.map((column) => (
                  <td key={column}>{cellText(record.get(column))}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {Object.values(roles).includes('answers') ? (
        <div className={styles['pair']}>
          <Select
            label={say('datasets.separator')}
            items={[
              { id: noSeparator, label: say('datasets.separatorNone') },
              { id: '|', label: say('datasets.separatorBar') },
              { id: ';', label: say('datasets.separatorSemicolon') },
              { id: '\n', label: say('datasets.separatorLine') },
            ]}
            value={separator === '' ? noSeparator : separator}
            onChange={(id) => onSeparator(id === noSeparator ? '' : id)}
          />
        </div>
      ) : null}
    </>
  )
}

function cellText(cell: unknown): string {
  if (cell === undefined || cell === null) return ''
  const text = typeof cell === 'string' ? cell : JSON.stringify(cell)
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text
}
