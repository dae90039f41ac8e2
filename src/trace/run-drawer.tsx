/** Runs of the pipeline on the canvas: ask, see where the time went, look at earlier ones. */
import { useMessages } from '../messages/messages-context.tsx'
import { Panel } from '../ui/panel.tsx'

export function RunDrawer() {
  const say = useMessages()
  return (
    <Panel side="bottom" name="drawer" label={say('document.drawer')} initialSize={280}>
      {null}
    </Panel>
  )
}
