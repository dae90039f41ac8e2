import { useMemo } from 'react'
import { useStore } from 'zustand'
import { listEdgesInside, listNodesInside } from '../document/inside-node.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { togglePins } from '../runs/pin-outputs.ts'
import { useRunActions } from '../runs/use-run-actions.ts'
import { useEditor, useRuns, useWhole } from '../session/editor-context.tsx'
import { goToNodeInside } from '../session/go-to-node-inside.ts'
import type { TraceSource } from './trace-context.tsx'

/** What the panels of an editor's runs need to know: the pipeline as it stands. */
export function useEditorSource(): TraceSource {
  const editor = useEditor()
  const say = useMessages()
  const { runOn } = useRunActions()
  const document = useWhole((state) => state.document)
  const pins = useStore(editor.pins, (state) => state.pins)
  const isRunning = useRuns((state) => state.isRunning)
  const findStored = useStore(editor.stored.store, (state) => state.find)
  return useMemo(() => {
    const { nodes: registry, runner, session } = editor
    const nodes = lazily(() => listNodesInside(document, registry, findStored))
    const edges = lazily(() => listEdgesInside(document, registry, findStored))
    const inside = lazily(() => new Set(listNodesInside(document, registry).keys()))
    return {
      get nodes() {
        return nodes()
      },
      get edges() {
        return edges()
      },
      registry,
      loadValue: (hash) =>
        runner === null ? Promise.reject(new Error('There is no runner.')) : runner.value(hash),
      goToNode: (node) => void goToNodeInside(editor, node),
      tools: {
        get nodes() {
          return inside()
        },
        pinned: new Set(Object.keys(pins)),
        canRetry: !isRunning,
        togglePin: (node) => void togglePins(editor, [node], say),
        editOutputs: (node, port) => session.getState().open({ kind: 'edit-outputs', node, port }),
        retry: (node) => void runOn({ from: node }),
      },
    }
  }, [editor, say, runOn, document, pins, isRunning, findStored])
}

/** The pipeline changes with every letter of a setting, and is seldom looked at here. */
function lazily<Value>(find: () => Value): () => Value {
  let found: { readonly value: Value } | undefined
  return () => (found ??= { value: find() }).value
}
