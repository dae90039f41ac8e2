/** What a node runs, with the ways into it and to be rid of it. */
import { CornerRightDown, PackageOpen } from 'lucide-react'
import { referenceOf } from '../../runtime/core/document/find-inside.ts'
import { subPipelineType } from '../document/inside-node.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import { useEditorActions } from '../drawing/use-editor-actions.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useDocument, useEditor } from '../session/editor-context.tsx'
import { Button } from '../ui/button.tsx'
import styles from './inspector.module.css'

export function SubPipelineSection({ node: { record } }: { node: ResolvedNode }) {
  const say = useMessages()
  const actions = useEditorActions()
  const { nodes } = useEditor()
  const isReadOnly = useDocument((state) => state.isReadOnly)
  if (referenceOf(record, nodes) === undefined) return null
  return (
    <div className={styles['section']}>
      <div className={styles['buttons']}>
        <Button icon={CornerRightDown} onPress={() => void actions.openInside(record.id)}>
          {say('commands.openInside')}
        </Button>
        {record.type === subPipelineType ? (
          <Button icon={PackageOpen} isDisabled={isReadOnly} onPress={() => void actions.inline(record.id)}>
            {say('commands.inline')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}
