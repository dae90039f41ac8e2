import { useMemo } from 'react'
import { useMessages } from '../messages/messages-context.tsx'
import { togglePins } from '../runs/pin-outputs.ts'
import { useRunActions } from '../runs/use-run-actions.ts'
import { useDocument, useEditor, usePins, useRuns } from '../session/editor-context.tsx'
import type { TraceSource } from './trace-context.tsx'

/** What the panels of an editor's runs need to know: the pipeline as it stands. */
export function useEditorSource(): TraceSource {
  const editor = useEditor()
  const say = useMessages()
  const { runOn } = useRunActions()
  const records = useDocument(({ document }) => document.nodes)
  const edges = useDocument(({ document }) => document.edges)
  const pins = usePins((state) => state.pins)
  const isRunning = useRuns((state) => state.isRunning)
  return useMemo(() => {
    const { nodes: registry, runner, session } = editor
    return {
      nodes: new Map(records.map((record) => [record.id, record])),
      edges,
      registry,
      loadValue: (hash) =>
        runner === null ? Promise.reject(new Error('There is no runner.')) : runner.value(hash),
      goToNode: (node) => session.getState().goToNode(node),
      tools: {
        pinned: new Set(Object.keys(pins)),
        canRetry: !isRunning,
        togglePin: (node) => void togglePins(editor, [node], say),
        editOutputs: (node, port) => session.getState().open({ kind: 'edit-outputs', node, port }),
        retry: (node) => void runOn({ from: node }),
      },
    }
  }, [editor, say, runOn, records, edges, pins, isRunning])
}
