/** Keeps a fault in one panel from taking the others down. */
import { TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Component } from 'react'
import { useMessages } from '../messages/messages-context.tsx'
import { EmptyState } from './empty-state.tsx'
import { LoadError, whenLoaded } from './load-error.ts'
import { Notice } from './notice.tsx'
import { PlainButton } from './plain-button.tsx'

interface ErrorBoundaryProps {
  /** What stopped working, in the words of its label. */
  readonly name?: string
  /** What is shown in it, such as the selection: what failed with one thing is tried again with another. */
  readonly of?: unknown
  /** A part of a panel, where a line has to do. */
  readonly isSmall?: boolean
  /** Of what is open for a while only. */
  readonly onClose?: () => void
  /** In place of a small part that could not be fetched, of which others tell: it comes by itself when they do. */
  readonly whenNotLoaded?: ReactNode
  readonly children: ReactNode
}

interface BoundaryState {
  readonly error: unknown
  readonly of: unknown
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, BoundaryState> {
  override state: BoundaryState = { error: null, of: this.props.of }

  static getDerivedStateFromError(error: unknown): Pick<BoundaryState, 'error'> {
    return { error: error ?? new Error('unknown') }
  }

  static getDerivedStateFromProps({ of }: ErrorBoundaryProps, state: BoundaryState): BoundaryState | null {
    if (Object.is(of, state.of)) return null
    renew(state.error)
    return { of, error: null }
  }

  #stopWaiting: () => void = () => undefined

  #wait(): void {
    this.#stopWaiting()
    if (this.state.error instanceof LoadError) this.#stopWaiting = whenLoaded(this.#retryLoading)
  }

  override componentDidMount(): void {
    this.#wait()
  }

  override componentDidCatch(): void {
    this.#wait()
  }

  override componentWillUnmount(): void {
    this.#stopWaiting()
  }

  readonly #retryLoading = () => {
    if (this.state.error instanceof LoadError) this.#retry()
  }

  readonly #retry = () => {
    this.#stopWaiting()
    renew(this.state.error)
    this.setState({ error: null })
  }

  override render(): ReactNode {
    const { error } = this.state
    const { children, name, isSmall, onClose, whenNotLoaded } = this.props
    if (error === null) return children
    if (whenNotLoaded !== undefined && error instanceof LoadError) return whenNotLoaded
    const Fault = isSmall === true ? PartFailed : PanelFailed
    return <Fault name={name} error={error} onRetry={this.#retry} onClose={onClose} />
  }
}

const renew = (error: unknown): void => {
  if (error instanceof LoadError) error.renew()
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

interface FaultProps {
  readonly name: string | undefined
  readonly error: unknown
  readonly onRetry: () => void
  readonly onClose: (() => void) | undefined
}

function PartFailed({ name, error, onRetry, onClose }: FaultProps) {
  const say = useMessages()
  const reason = reasonOf(error)
  return (
    <Notice
      tone="danger"
      action={
        <>
          <PlainButton isSmall onClick={onRetry}>
            {say('ui.tryAgain')}
          </PlainButton>
          {onClose === undefined ? null : (
            <PlainButton isSmall aria-label={say('ui.close')} icon={X} onClick={onClose} />
          )}
        </>
      }
    >
      {error instanceof LoadError
        ? say('ui.notLoadedHelp')
        : name === undefined
          ? say('ui.partFailed', { reason })
          : say('ui.namedPartFailed', { part: name, reason })}
    </Notice>
  )
}

function PanelFailed({ name, error, onRetry }: FaultProps) {
  const say = useMessages()
  if (error instanceof LoadError) {
    return (
      <div role="alert">
        <EmptyState
          icon={TriangleAlert}
          title={say('ui.notLoaded')}
          action={
            <>
              <PlainButton onClick={onRetry}>{say('ui.tryAgain')}</PlainButton>
              <PlainButton variant="quiet" onClick={() => globalThis.location.reload()}>
                {say('ui.reload')}
              </PlainButton>
            </>
          }
        >
          {say('ui.notLoadedHelp')}
        </EmptyState>
      </div>
    )
  }
  return (
    <div role="alert">
      <EmptyState
        icon={TriangleAlert}
        title={name === undefined ? say('ui.panelFailed') : say('ui.namedPanelFailed', { panel: name })}
        action={<PlainButton onClick={onRetry}>{say('ui.tryAgain')}</PlainButton>}
      >
        {say('ui.panelFailedHelp', { reason: reasonOf(error) })}
      </EmptyState>
    </div>
  )
}
