/** Tools at the canvas's lower left: history, zoom, arrange, minimap. */
import { Flame, Map as MapIcon } from 'lucide-react'
import { Toolbar } from 'react-aria-components'
import { arrange } from '../commands/arrange.ts'
import { CommandButton } from '../commands/command-button.tsx'
import { redo } from '../commands/redo.ts'
import { showHistory } from '../commands/show-history.ts'
import { toggleFullScreen } from '../commands/toggle-full-screen.ts'
import { toggleLasso } from '../commands/toggle-lasso.ts'
import { toggleLegend } from '../commands/toggle-legend.ts'
import { undo } from '../commands/undo.ts'
import { zoomFit } from '../commands/zoom-fit.ts'
import { zoomIn } from '../commands/zoom-in.ts'
import { zoomOut } from '../commands/zoom-out.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useCanvasOptions, useDocument, useEditor, useHeat } from '../session/editor-context.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import styles from './pipeline-canvas.module.css'

export interface CanvasToolbarProps {
  /** Null where there is no room for one. */
  readonly hasMinimap: boolean | null
  readonly onToggleMinimap: () => void
}

export function CanvasToolbar({ hasMinimap, onToggleMinimap }: CanvasToolbarProps) {
  const say = useMessages()
  const { features, heat, runner, workers } = useEditor()
  const isHeatShown = useHeat(({ isShown }) => isShown)
  const { isLasso, isLegendShown } = useCanvasOptions((state) => state)
  const isReadOnly = useDocument((state) => state.isReadOnly)
  return (
    <Toolbar aria-label={say('canvas.toolbar')} className={styles['toolbar'] ?? ''}>
      <HistoryButtons />
      <CommandButton command={showHistory} />
      <span className={styles['divider']} />
      <CommandButton command={zoomOut} />
      <CommandButton command={zoomIn} />
      <CommandButton command={zoomFit} />
      <CommandButton command={toggleFullScreen} />
      <span className={styles['divider']} />
      {workers.layout === undefined ? null : <CommandButton command={arrange} isDisabled={isReadOnly} />}
      <CommandButton command={toggleLasso} isToggled={isLasso} />
      <CommandButton command={toggleLegend} isToggled={isLegendShown} />
      {runner?.heatMap === undefined ? null : (
        <IconButton
          label={say('canvas.heatMap')}
          icon={Flame}
          isToggled={isHeatShown}
          onPress={() => heat.getState().toggle()}
        />
      )}
      {features.minimap && hasMinimap !== null ? (
        <IconButton
          label={say('canvas.minimap')}
          icon={MapIcon}
          isToggled={hasMinimap}
          onPress={onToggleMinimap}
        />
      ) : null}
    </Toolbar>
  )
}

/** By themselves: every change of the document may make another of them usable. */
function HistoryButtons() {
  const canUndo = useDocument(({ past, isReadOnly }) => past.length > 0 && !isReadOnly)
  const canRedo = useDocument(({ future, isReadOnly }) => future.length > 0 && !isReadOnly)
  return (
    <>
      <CommandButton command={undo} isDisabled={!canUndo} />
      <CommandButton command={redo} isDisabled={!canRedo} />
    </>
  )
}
