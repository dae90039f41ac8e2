/** Passages as cards: rank, title, both scores, and the words of the question marked. */
import { useState } from 'react'
import type { RetrievedDocument } from '../../runtime/core/values.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { formatScore } from '../ui/format-number.ts'
import styles from './document-list.module.css'
import { findMatches } from './match-words.ts'
import { Passage } from './passage.tsx'

export interface DocumentListProps {
  readonly documents: readonly RetrievedDocument[]
  /** What was asked for; its words are marked. */
  readonly query: string
}

export function DocumentList({ documents, query }: DocumentListProps) {
  const say = useMessages()
  if (documents.length === 0) return <p className={styles['none']}>{say('trace.noDocuments')}</p>
  return (
    <ol className={styles['list']} aria-label={say('trace.documents', { n: documents.length })}>
      {documents.map((document, index) => (
        <DocumentCard key={document.id} document={document} rank={index + 1} query={query} />
      ))}
    </ol>
  )
}

interface DocumentCardProps {
  readonly document: RetrievedDocument
  readonly rank: number
  readonly query: string
}

function DocumentCard({ document, rank, query }: DocumentCardProps) {
  const say = useMessages()
  const [isWhole, setIsWhole] = useState(false)
  return (
    <li className={styles['card']}>
      <div className={styles['head']}>
        <span className={styles['rank']}>{rank}</span>
        <span className={styles['title']}>{document.title}</span>
        <code className={styles['id']}>{document.id}</code>
      </div>
      <DocumentScores document={document} />
      <Passage
        text={document.text}
        marks={findMatches(query, document.text)}
        kind="match"
        isClamped={!isWhole}
      />
      <button
        type="button"
        className={styles['more']}
        aria-expanded={isWhole}
        aria-label={say(isWhole ? 'trace.lessOf' : 'trace.wholeOf', { title: document.title })}
        onClick={() => setIsWhole(!isWhole)}
      >
        {isWhole ? say('trace.less') : say('trace.whole')}
      </button>
    </li>
  )
}

export function DocumentScores({ document: { score, scores } }: { document: RetrievedDocument }) {
  const say = useMessages()
  const locale = useLocale()
  return (
    <dl className={styles['scores']}>
      <Score name={say('trace.score')} value={formatScore(score, locale)} />
      {scores?.bm25 === undefined ? null : <Score name="BM25" value={formatScore(scores.bm25, locale)} />}
      {scores?.dense === undefined ? null : (
        <Score name={say('trace.scoreDense')} value={formatScore(scores.dense, locale)} />
      )}
    </dl>
  )
}

function Score({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
