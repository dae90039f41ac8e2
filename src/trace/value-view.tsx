/** A value of a port, drawn as what it is. */
import { Download } from 'lucide-react'
import { useState } from 'react'
import type { PortType } from '../../runtime/core/node/ports.ts'
import type { TracedValue } from '../../runtime/core/trace/events.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import type { Json } from '../../runtime/core/values.ts'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { useFailureText, useLocale, useMessages } from '../messages/messages-context.tsx'
import { DecisionExplained } from '../runs/decision-explained.tsx'
import { Button } from '../ui/button.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { formatBytes } from '../ui/format-number.ts'
import { Notice } from '../ui/notice.tsx'
import { AnswerView } from './answer-view.tsx'
import { DocumentList } from './document-list.tsx'
import { IntentBars } from './intent-bars.tsx'
import { JsonTree } from './json-tree.tsx'
import { queryOf, shapeValue, thresholdFor } from './run-values.ts'
import { useTraceSource } from './trace-context.tsx'
import styles from './value-view.module.css'

export interface ValueViewProps {
  readonly traced: TracedValue
  readonly view: RunView
  /** The node whose port it stands at; tells which words to mark. */
  readonly node: string
  /** What the port declares, where it is known. */
  readonly type?: PortType | undefined
}

/** A large value shows its beginning until it is asked for. */
export function TracedValueView(props: ValueViewProps) {
  const { traced } = props
  return (
    <ErrorBoundary isSmall of={traced}>
      {'value' in traced ? (
        <ValueView {...props} value={traced.value} />
      ) : (
        <LargeValue key={traced.hash} {...props} traced={traced} />
      )}
    </ErrorBoundary>
  )
}

type LargeValueProps = Omit<ValueViewProps, 'traced'> & {
  readonly traced: Exclude<TracedValue, { value: Json }>
}

function LargeValue({ traced, ...rest }: LargeValueProps) {
  const say = useMessages()
  const locale = useLocale()
  const failureText = useFailureText()
  const { loadValue } = useTraceSource()
  const [state, setState] = useState<
    'closed' | 'loading' | { readonly value: Json } | { readonly error: unknown }
  >('closed')
  if (typeof state === 'object' && 'value' in state)
    return <ValueView {...rest} traced={traced} value={state.value} />
  const load = () => {
    setState('loading')
    loadValue(traced.hash).then(
      (value) => setState({ value }),
      (error: unknown) => setState({ error }),
    )
  }
  return (
    <div className={styles['large']}>
      <p className={styles['preview']}>{traced.preview}…</p>
      {typeof state === 'object' ? (
        <Notice tone="danger">{failureText(toFailure(state.error).toJSON())}</Notice>
      ) : null}
      <Button icon={Download} isSmall isPending={state === 'loading'} onPress={load}>
        {say('trace.loadValue', { size: formatBytes(traced.bytes, locale) })}
      </Button>
    </div>
  )
}

function ValueView({ value, view, node, type }: ValueViewProps & { readonly value: Json }) {
  const shaped = shapeValue(value, type)
  switch (shaped.shape) {
    case 'documents':
      return <DocumentList documents={shaped.documents} query={queryOf(view, node)} />
    case 'intent':
      return <IntentBars intent={shaped.intent} threshold={thresholdFor(view, shaped.intent)} />
    case 'answer':
      return <AnswerView answer={shaped.answer} view={view} />
    case 'decision':
      return <DecisionExplained decision={shaped.decision} />
    case 'messages':
      return (
        <ol className={styles['messages']}>
          {shaped.messages.map(({ role, content }, index) => (
            <li key={`${index}${role}`} data-role={role}>
              <span className={styles['role']}>{role}</span> {content}
            </li>
          ))}
        </ol>
      )
    case 'text':
      return (
        <p className={styles['text']} dir="auto">
          {shaped.text.trim() === '' ? <BlankText length={shaped.text.length} /> : shaped.text}
        </p>
      )
    case 'json':
      return <JsonTree value={shaped.json} />
  }
}

/** Nothing to see would read as a fault of the page. */
function BlankText({ length }: { length: number }) {
  const say = useMessages()
  return (
    <span className={styles['blank']}>
      {length === 0 ? say('trace.valueEmpty') : say('trace.valueBlank', { n: length })}
    </span>
  )
}
