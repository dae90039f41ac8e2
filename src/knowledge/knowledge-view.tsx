import { useMessages } from '../messages/messages-context.tsx'
import { Page } from '../ui/page.tsx'

export function KnowledgeView({ parts }: { parts: readonly string[] }) {
  const say = useMessages()
  return <Page title={say('knowledge.title')}>{parts.join(' / ')}</Page>
}
