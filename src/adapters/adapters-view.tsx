import { useMessages } from '../messages/messages-context.tsx'
import { Page } from '../ui/page.tsx'

export function AdaptersView({ parts }: { parts: readonly string[] }) {
  const say = useMessages()
  return <Page title={say('adapters.title')}>{parts.join(' / ')}</Page>
}
