/** Tools at the canvas's lower left: history, zoom, arrange, minimap. */
import { useReactFlow } from '@xyflow/react'
import { Map as MapIcon, Maximize, Minus, Plus, Redo2, Undo2, Workflow } from 'lucide-react'
import { Toolbar } from 'react-aria-components'
import { useMessages } from '../messages/messages-context.tsx'
import { useDocument, useEditor } from '../session/editor-context.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import styles from './pipeline-canvas.module.css'
import { useEditorActions } from '../drawing/use-editor-actions.ts'

export interface CanvasToolbarProps {
  readonly hasMinimap: boolean
  readonly onToggleMinimap: () => void
}

export function CanvasToolbar({ hasMinimap, onToggleMinimap }: CanvasToolbarProps) {
  const say = useMessages()
  const { zoomIn, zoomOut } = useReactFlow()
  const { features, workers } = useEditor()
  const actions = useEditorActions()
  const canUndo = useDocument(({ past, isReadOnly }) => past.length > 0 && !isReadOnly)
  const canRedo = useDocument(({ future, isReadOnly }) => future.length > 0 && !isReadOnly)
  const isReadOnly = useDocument((state) => state.isReadOnly)
  return (
    <Toolbar aria-label={say('canvas.toolbar')} className={styles['toolbar'] ?? ''}>
      <IconButton
        label={say('canvas.undo')}
        shortcut="Ctrl Z"
        icon={Undo2}
        isDisabled={!canUndo}
        onPress={actions.undo}
      />
      <IconButton
        label={say('canvas.redo')}
        shortcut="Ctrl ⇧ Z"
        icon={Redo2}
        isDisabled={!canRedo}
        onPress={actions.redo}
      />
      <span className={styles['divider']} />
      <IconButton
        label={say('canvas.zoomOut')}
        icon={Minus}
        onPress={() => void zoomOut({ duration: 120 })}
      />
      <IconButton label={say('canvas.zoomIn')} icon={Plus} onPress={() => void zoomIn({ duration: 120 })} />
      <IconButton label={say('canvas.fit')} shortcut="F" icon={Maximize} onPress={() => void actions.fit()} />
      <span className={styles['divider']} />
      {workers.layout === undefined ? null : (
        <IconButton
          label={say('canvas.arrange')}
          shortcut="L"
          icon={Workflow}
          isDisabled={isReadOnly}
          onPress={() => void actions.arrangeAll()}
        />
      )}
      {features.minimap ? (
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
