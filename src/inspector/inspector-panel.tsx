/** The settings of what is selected. */
import { useMessages } from '../messages/messages-context.tsx'
import { Panel } from '../ui/panel.tsx'

export function InspectorPanel() {
  const say = useMessages()
  return (
    <Panel side="right" name="inspector" label={say('document.inspector')} initialSize={320} minSize={260}>
      {null}
    </Panel>
  )
}
