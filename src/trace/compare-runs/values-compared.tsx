/** The values of two runs by name, in two columns; in texts and answers the words that differ are marked. */
import { useMemo } from 'react'
import type { TracedValue } from '../../../runtime/core/trace/events.ts'
import type { RunView } from '../../../runtime/core/trace/run-view.ts'
import { useMessages } from '../../messages/messages-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import { DiffText } from '../../ui/diff-text.tsx'
import { diffSides } from '../../ui/text-diff.ts'
import { toAnswer } from '../../runs/run-answer.ts'
import { TracedValueView } from '../value-view.tsx'
import type { ValuePair } from './pair-runs.ts'
import styles from './runs-compared.module.css'

export interface ValuesComparedProps {
  readonly pairs: readonly ValuePair[]
  readonly a: RunView
  readonly b: RunView
}

export function ValuesCompared({ pairs, a, b }: ValuesComparedProps) {
  const say = useMessages()
  if (pairs.length === 0) return <p className={styles['note']}>{say('runs.noOutputs')}</p>
  return pairs.map((pair) => (
    <section key={pair.name} aria-label={pair.name}>
      <h3 className={styles['name']}>
        {pair.name} <Sameness isSame={pair.isSame} />
      </h3>
      <Sides pair={pair} a={a} b={b} />
    </section>
  ))
}

/** Said in a word besides its colour. */
export function Sameness({ isSame }: { isSame: boolean }) {
  const say = useMessages()
  return isSame ? <Badge>{say('runs.same')}</Badge> : <Badge tone="caution">{say('runs.differs')}</Badge>
}

function Sides({ pair, a, b }: { pair: ValuePair } & Omit<ValuesComparedProps, 'pairs'>) {
  const [textA, textB] = [textOf(pair.a), textOf(pair.b)]
  if (textA !== null && textB !== null && textA !== textB) {
    return (
      <>
        <TextSides a={textA} b={textB} />
        <div className={styles['sides']}>
          <Sources traced={pair.a} />
          <Sources traced={pair.b} />
        </div>
      </>
    )
  }
  return (
    <div className={styles['sides']}>
      <Side name="A" traced={pair.a} view={a} />
      <Side name="B" traced={pair.b} view={b} />
    </div>
  )
}

interface SideProps {
  readonly name: 'A' | 'B'
  readonly traced: TracedValue | undefined
  readonly view: RunView
}

function Side({ name, traced, view }: SideProps) {
  const say = useMessages()
  return (
    <div className={styles['side']} role="group" aria-label={say('runs.runNamed', { name })}>
      {traced === undefined ? (
        <p className={styles['note']}>{say('runs.gaveNothing')}</p>
      ) : (
        <TracedValueView traced={traced} view={view} node="" />
      )}
    </div>
  )
}

function TextSides({ a, b }: { a: string; b: string }) {
  const say = useMessages()
  const { before, after } = useMemo(() => diffSides(a, b), [a, b])
  return (
    <div className={styles['sides']}>
      <p className={styles['side']} role="group" aria-label={say('runs.runNamed', { name: 'A' })} dir="auto">
        <DiffText parts={before} />
      </p>
      <p className={styles['side']} role="group" aria-label={say('runs.runNamed', { name: 'B' })} dir="auto">
        <DiffText parts={after} />
      </p>
    </div>
  )
}

/** What an answer quotes. */
function Sources({ traced }: { traced: TracedValue | undefined }) {
  const say = useMessages()
  const answer = traced !== undefined && 'value' in traced ? toAnswer(traced.value) : undefined
  const titles = [...new Set(answer?.citations.map(({ title }) => title))]
  return (
    <p className={styles['note']}>
      {titles.length === 0 ? null : say('runs.quotes', { titles: titles.join(' · ') })}
    </p>
  )
}

/** What can be compared word by word; null for everything else and for values too large to be inline. */
function textOf(traced: TracedValue | undefined): string | null {
  if (traced === undefined || !('value' in traced)) return null
  if (typeof traced.value === 'string') return traced.value
  return toAnswer(traced.value)?.text ?? null
}
