/** What a dataset holds, on one line: rows, labels, languages and the version. */
import type { DatasetSummary } from '../../runtime/core/wire/datasets.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { formatCount } from '../ui/format-number.ts'
import styles from './datasets.module.css'

const shownDigits = 12

export function DatasetFacts({ dataset }: { dataset: DatasetSummary }) {
  const say = useMessages()
  const locale = useLocale()
  const { rows, labelled, languages, version } = dataset
  const counts = [
    [say('datasets.rows'), rows],
    [say('datasets.withAnswers'), labelled.answers],
    [say('datasets.withIntent'), labelled.intent],
    [say('datasets.withDocuments'), labelled.documents],
    [say('datasets.english'), languages.en],
    [say('datasets.chinese'), languages.zh],
  ] as const
  return (
    <dl className={styles['facts']} aria-label={say('datasets.facts')}>
      {counts.map(([label, n]) => (
        <div key={label} className={styles['fact']}>
          <dt>{label}</dt>
          <dd>{formatCount(n, locale)}</dd>
        </div>
      ))}
      <div className={styles['fact']}>
        <dt>{say('datasets.version')}</dt>
        <dd>
          <code className={styles['version']} title={`${say('datasets.versionHelp')}\n${version}`}>
            {version.slice(0, shownDigits)}
          </code>
        </dd>
      </div>
    </dl>
  )
}
