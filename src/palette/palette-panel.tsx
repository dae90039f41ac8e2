/** The node types on offer. */
import { useMessages } from '../messages/messages-context.tsx'
import { Panel } from '../ui/panel.tsx'

export function PalettePanel() {
  const say = useMessages()
  return (
    <Panel side="left" name="palette" label={say('document.palette')} initialSize={240}>
      {null}
    </Panel>
  )
}
