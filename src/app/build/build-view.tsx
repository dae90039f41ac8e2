import { useMessages } from '../../messages/messages-context.tsx'
import { Page } from '../../ui/page.tsx'

export function BuildView({ parts }: { parts: readonly string[] }) {
  const say = useMessages()
  return <Page title={say('app.build')}>{parts.join(' / ')}</Page>
}
