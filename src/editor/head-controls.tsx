/** The controls of the editor's head: search, what is wrong, which panels are open, run. */
import { Focus, ListTree, PanelBottom, PanelLeft, PanelRight, Play } from 'lucide-react'
import { CommandButton } from '../commands/command-button.tsx'
import { find } from '../commands/find.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useEditor, useSession } from '../session/editor-context.tsx'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import styles from './editor-head.module.css'
import { IssueList } from './issue-list.tsx'

export function HeadControls() {
  return (
    <>
      <CommandButton command={find} />
      <IssueList />
      <PanelToggles />
      <RunButton />
    </>
  )
}

/** The way back to the run drawer while it is closed; the drawer has a Run button of its own. */
function RunButton() {
  const say = useMessages()
  const { session, runner } = useEditor()
  const isDrawerOpen = useSession((state) => state.isDrawerOpen && !state.isFocusMode)
  if (runner === null || isDrawerOpen) return null
  return (
    <Button variant="primary" icon={Play} onPress={() => session.getState().show('drawer', true)}>
      {say('document.run')}
    </Button>
  )
}

function PanelToggles() {
  const say = useMessages()
  const { features, session, runner } = useEditor()
  const { show, setFocusMode, toggleOutline } = session.getState()
  const isOutline = useSession((state) => state.isOutline)
  const isFocusMode = useSession((state) => state.isFocusMode)
  const isPaletteOpen = useSession((state) => state.isPaletteOpen)
  const isInspectorOpen = useSession((state) => state.isInspectorOpen)
  const isDrawerOpen = useSession((state) => state.isDrawerOpen)
  return (
    <div className={styles['toggles']} role="group" aria-label={say('document.panels')}>
      {features.palette ? (
        <IconButton
          label={say('document.palette')}
          icon={PanelLeft}
          isToggled={isPaletteOpen && !isOutline && !isFocusMode}
          onPress={() => (isOutline ? toggleOutline() : show('palette', isFocusMode || !isPaletteOpen))}
        />
      ) : null}
      {features.palette ? (
        <IconButton
          label={say('outline.show')}
          icon={ListTree}
          isToggled={isPaletteOpen && isOutline && !isFocusMode}
          onPress={() => toggleOutline()}
        />
      ) : null}
      {runner === null ? null : (
        <IconButton
          label={say('document.drawer')}
          icon={PanelBottom}
          isToggled={isDrawerOpen && !isFocusMode}
          onPress={() => show('drawer', isFocusMode || !isDrawerOpen)}
        />
      )}
      {features.inspector ? (
        <IconButton
          label={say('document.inspector')}
          icon={PanelRight}
          isToggled={isInspectorOpen && !isFocusMode}
          onPress={() => show('inspector', isFocusMode || !isInspectorOpen)}
        />
      ) : null}
      <IconButton
        label={say('document.focusMode')}
        icon={Focus}
        isToggled={isFocusMode}
        onPress={() => setFocusMode(!isFocusMode)}
      />
    </div>
  )
}
