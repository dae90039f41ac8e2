/** Try a search: what a retriever would hand on for a question. */
import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { SearchMethod } from '../../runtime/core/services/indexes.ts'
import type { IndexSummary } from '../../runtime/core/wire/indexes.ts'
import type { FoundPassageBody } from '../../runtime/core/wire/values.ts'
import { useFailureText, useLocale, useMessages } from '../messages/messages-context.tsx'
import { hrefOf } from '../session/navigation.ts'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { formatCount, formatScore } from '../ui/format-number.ts'
import { HighlightedText } from '../ui/highlighted-text.tsx'
import { Notice } from '../ui/notice.tsx'
import { Select } from '../ui/select.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { TextField } from '../ui/text-field.tsx'
import styles from './knowledge.module.css'

interface Asked {
  readonly query: string
  readonly method: SearchMethod
}

const passages = 10

export function SearchTrial({ index }: { index: IndexSummary }) {
  const say = useMessages()
  const server = useServer()
  const [typed, setTyped] = useState('')
  const [method, setMethod] = useState<SearchMethod>('hybrid')
  const [asked, setAsked] = useState<Asked | null>(null)
  const result = useQuery({
    queryKey: ['search', index.id, index.generation, asked],
    queryFn: () => server.indexes.search(index.id, { query: '', ...asked, limit: passages }),
    enabled: asked !== null,
  })
  const ask = (next: SearchMethod) => {
    if (typed.trim() !== '') setAsked({ query: typed.trim(), method: next })
  }
  return (
    <div className={styles['trial']}>
      <form
        className={styles['trialForm']}
        onSubmit={(event) => {
          event.preventDefault()
          ask(method)
        }}
      >
        <TextField
          label={say('knowledge.query')}
          placeholder={say('knowledge.queryHint')}
          value={typed}
          onChange={setTyped}
          maxLength={10_000}
        />
        <Select
          label={say('knowledge.method')}
          items={[
            { id: 'hybrid', label: say('knowledge.methodHybrid') },
            { id: 'bm25', label: say('knowledge.methodBm25') },
            { id: 'dense', label: say('knowledge.methodDense') },
          ]}
          value={method}
          onChange={(next) => {
            setMethod(next)
            if (asked !== null) ask(next)
          }}
        />
        <Button icon={Search} type="submit" isDisabled={typed.trim() === ''}>
          {say('knowledge.search')}
        </Button>
      </form>
      {asked === null ? (
        <EmptyState icon={Search} title={say('knowledge.searchFirst')}>
          {say('knowledge.searchFirstText')}
        </EmptyState>
      ) : (
        <Found index={index} result={result} />
      )}
    </div>
  )
}

interface FoundProps {
  readonly index: IndexSummary
  readonly result: {
    readonly data: { readonly version: string; readonly items: readonly FoundPassageBody[] } | undefined
    readonly error: unknown
  }
}

function Found({ index, result: { data, error } }: FoundProps) {
  const say = useMessages()
  const sayFailure = useFailureText()
  if (error !== null) return <Notice tone="danger">{sayFailure(toFailure(error))}</Notice>
  if (data === undefined) {
    return (
      <p role="status">
        <Spinner /> {say('ui.loading')}
      </p>
    )
  }
  return (
    <>
      <p className={styles['soft']} role="status">
        {say('knowledge.found', { n: data.items.length, version: data.version })}
      </p>
      {data.items.length === 0 ? <p>{say('knowledge.nothingFoundText')}</p> : null}
      <ol className={styles['passages']}>
        {data.items.map((passage) => (
          <li key={passage.id}>
            <Passage index={index} passage={passage} />
          </li>
        ))}
      </ol>
    </>
  )
}

function Passage({ index, passage }: { index: IndexSummary; passage: FoundPassageBody }) {
  const say = useMessages()
  const locale = useLocale()
  const { documentId, title, text, score, scores, source, highlights } = passage
  return (
    <article className={styles['passage']}>
      <div className={styles['passageHead']}>
        <a href={hrefOf('knowledge', index.id, documentId)}>{title}</a>
        <span className={styles['gap']} />
        <strong>{say('knowledge.score', { score: formatScore(score, locale) })}</strong>
        {scores?.bm25 === undefined ? null : (
          <span>{say('knowledge.scoreBm25', { score: formatScore(scores.bm25, locale) })}</span>
        )}
        {scores?.dense === undefined ? null : (
          <span>{say('knowledge.scoreDense', { score: formatScore(scores.dense, locale) })}</span>
        )}
      </div>
      <p className={styles['passageText']}>
        <HighlightedText text={text} spans={highlights} />
      </p>
      <p className={styles['soft']}>
        <code>{passage.id}</code> ·{' '}
        {say('knowledge.place', {
          start: formatCount(source.start, locale),
          end: formatCount(source.end, locale),
        })}
      </p>
    </article>
  )
}
