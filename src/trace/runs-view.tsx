import { useMessages } from '../messages/messages-context.tsx'
import { Page } from '../ui/page.tsx'

export function RunsView({ parts }: { parts: readonly string[] }) {
  const say = useMessages()
  return <Page title={say('runs.title')}>{parts.join(' / ')}</Page>
}
