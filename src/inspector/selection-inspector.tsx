/** Several things are selected: what can be done with all of them. */
import type { LucideIcon } from 'lucide-react'
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceAround,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceAround,
  PackagePlus,
  Trash2,
  Volume2,
  VolumeX,
  Workflow,
} from 'lucide-react'
import { useEditorActions } from '../drawing/use-editor-actions.ts'
import type { Alignment } from '../document/align.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useDocument, useEditor } from '../session/editor-context.tsx'
import type { Selection } from '../session/session-store.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import styles from './inspector.module.css'

export function SelectionInspector({ selection }: { selection: Selection }) {
  const say = useMessages()
  const actions = useEditorActions()
  const { workers } = useEditor()
  const isReadOnly = useDocument((state) => state.isReadOnly)
  const records = useDocument((state) => state.document.nodes).filter(({ id }) => selection.nodes.has(id))
  const areMuted = records.length > 0 && records.every(({ muted }) => muted === true)
  const items: readonly [Alignment, LucideIcon, string][] = [
    ['left', AlignStartVertical, say('inspector.alignLeft')],
    ['centre', AlignCenterVertical, say('inspector.alignCentre')],
    ['right', AlignEndVertical, say('inspector.alignRight')],
    ['top', AlignStartHorizontal, say('inspector.alignTop')],
    ['middle', AlignCenterHorizontal, say('inspector.alignMiddle')],
    ['bottom', AlignEndHorizontal, say('inspector.alignBottom')],
    ['across', AlignHorizontalSpaceAround, say('inspector.spreadAcross')],
    ['down', AlignVerticalSpaceAround, say('inspector.spreadDown')],
  ]
  return (
    <div className={styles['section']}>
      <h2>{say('inspector.selection', { nodes: selection.nodes.size, wires: selection.edges.size })}</h2>
      {records.length < 2 ? null : (
        <div className={styles['icons']} role="group" aria-label={say('inspector.align')}>
          {items.map(([how, icon, label]) => (
            <IconButton
              key={how}
              label={label}
              icon={icon}
              isDisabled={isReadOnly || ((how === 'across' || how === 'down') && records.length < 3)}
              onPress={() => actions.align(how)}
            />
          ))}
        </div>
      )}
      <div className={styles['buttons']}>
        {records.length < 2 || workers.layout === undefined ? null : (
          <Button icon={Workflow} isDisabled={isReadOnly} onPress={() => void actions.arrangeAll()}>
            {say('inspector.arrange')}
          </Button>
        )}
        {records.length < 2 ? null : (
          <Button icon={PackagePlus} isDisabled={isReadOnly} onPress={() => void actions.extract()}>
            {say('commands.extract')}
          </Button>
        )}
        {records.length === 0 ? null : (
          <Button
            icon={areMuted ? Volume2 : VolumeX}
            isDisabled={isReadOnly}
            onPress={() => actions.toggleMute()}
          >
            {say(areMuted ? 'inspector.unmuteAll' : 'inspector.muteAll')}
          </Button>
        )}
        <Button
          variant="danger"
          icon={Trash2}
          isDisabled={isReadOnly}
          onPress={() => actions.deleteSelection()}
        >
          {say('inspector.deleteAll')}
        </Button>
      </div>
    </div>
  )
}
