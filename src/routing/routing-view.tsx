import { useMessages } from '../messages/messages-context.tsx'
import { Page } from '../ui/page.tsx'

export function RoutingView({ parts }: { parts: readonly string[] }) {
  const say = useMessages()
  return <Page title={say('routing.title')}>{parts.join(' / ')}</Page>
}
