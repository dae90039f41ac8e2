/** Keeps a fault in one panel from taking the others down. */
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Component } from 'react'
import { useMessages } from '../messages/messages-context.tsx'
import { Button } from './button.tsx'
import { EmptyState } from './empty-state.tsx'
import { LoadError } from './load-error.ts'

interface ErrorBoundaryProps {
  readonly children: ReactNode
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error: error ?? new Error('unknown') }
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children
    return <PanelFailed error={this.state.error} onRetry={() => this.setState({ error: null })} />
  }
}

function PanelFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const say = useMessages()
  if (error instanceof LoadError) {
    return (
      <div role="alert">
        <EmptyState
          icon={TriangleAlert}
          title={say('ui.notLoaded')}
          action={<Button onPress={() => globalThis.location.reload()}>{say('ui.reload')}</Button>}
        >
          {say('ui.notLoadedHelp')}
        </EmptyState>
      </div>
    )
  }
  const reason = error instanceof Error ? error.message : String(error)
  return (
    <div role="alert">
      <EmptyState
        icon={TriangleAlert}
        title={say('ui.panelFailed')}
        action={<Button onPress={onRetry}>{say('ui.tryAgain')}</Button>}
      >
        {say('ui.panelFailedHelp', { reason })}
      </EmptyState>
    </div>
  )
}
