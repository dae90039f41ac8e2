/** The place of the palette; what is in it comes when the pipeline is drawn. */
import { useMessages } from '../messages/messages-context.tsx'
import { Late } from '../ui/late.tsx'
import { lazyComponent } from '../ui/lazy-component.ts'
import { Panel } from '../ui/panel.tsx'

const PaletteList = lazyComponent(async () => (await import('./palette-list.tsx')).PaletteList, {
  isNeededSoon: true,
})

export function PalettePanel() {
  const say = useMessages()
  return (
    <Panel
      side="left"
      name="palette"
      label={say('document.palette')}
      initialSize={232}
      narrowSize={216}
      minSize={180}
    >
      <Late>
        <PaletteList />
      </Late>
    </Panel>
  )
}
