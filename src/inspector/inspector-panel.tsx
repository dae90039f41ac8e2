/** The settings of what is selected. */
import { useEffect, useRef } from 'react'
import { resolveNode } from '../document/resolve-node.ts'
import { useDocument, useEditor, useSession } from '../session/editor-context.tsx'
import { useUndoKeys } from '../session/use-undo-keys.ts'
import { EdgeInspector } from './edge-inspector.tsx'
import styles from './inspector.module.css'
import { NodeInspector } from './node-inspector.tsx'
import { PipelineInspector } from './pipeline-inspector.tsx'
import { SelectionInspector } from './selection-inspector.tsx'

export function InspectorPanel() {
  const root = useRef<HTMLDivElement>(null)
  useFocusRequests(root)
  return (
    <div ref={root} className={styles['body']} onKeyDownCapture={useUndoKeys()}>
      <Inspected />
    </div>
  )
}

function Inspected() {
  const { nodes } = useEditor()
  const selection = useSession((state) => state.selection)
  const [node] = selection.nodes
  const [edge] = selection.edges
  const record = useDocument(({ document }) => document.nodes.find(({ id }) => id === node))
  const wire = useDocument(({ document }) => document.edges.find(({ id }) => id === edge))
  if (selection.nodes.size + selection.edges.size > 1) return <SelectionInspector selection={selection} />
  if (record !== undefined) return <NodeInspector key={record.id} node={resolveNode(record, nodes)} />
  if (wire !== undefined) return <EdgeInspector edge={wire} />
  return <PipelineInspector />
}

/** Scrolls to the setting that something asks for and puts the focus there. */
function useFocusRequests(root: React.RefObject<HTMLDivElement | null>) {
  const { session } = useEditor()
  const request = useSession((state) => state.focusRequest)
  useEffect(() => {
    if (request === null) return
    const wanted = request.setting ?? ''
    const place = findSetting(root.current, wanted)
    const control = place?.querySelector<HTMLElement>('input, textarea, [contenteditable="true"], button')
    place?.scrollIntoView({ block: 'nearest' })
    control?.focus({ preventScroll: true })
    session.getState().focusDone()
  }, [request, root, session])
}

/** The field of a setting; its nearest field around when it is folded away; without a setting the first field. */
function findSetting(root: Element | null, setting: string): Element | null | undefined {
  for (let path = setting; path !== ''; path = path.split('/').slice(0, -1).join('/')) {
    const place = root?.querySelector(`[data-setting="${CSS.escape(path)}"]`)
    if (place !== null && place !== undefined) return place
  }
  return root?.querySelector('section [data-setting]') ?? root?.querySelector('[data-setting]')
}
