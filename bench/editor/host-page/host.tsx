/**
 * A page with the editor on a document of `?nodes=N` nodes, and what a measurement needs within reach: when it was painted, runs
 * whose events come on demand, and, with `?counted`, how often each card was drawn.
 */
import { createRef } from 'react'
import { createRoot } from 'react-dom/client'
import type { NodeDefinition } from '../../../runtime/core/node/define-node.ts'
import type { EditorHandle, NodeCardProps } from '../../../src/editor.ts'
import { PipelineEditor } from '../../../src/editor.ts'
import type { MeasuredPage } from '../measured-page.ts'
import { paintedAddress, paintedMessage } from '../measured-page.ts'
import { createDrivenRunner } from './driven-runner.ts'

const search = new URLSearchParams(location.search)
const reply = await globalThis.fetch(`/graph.json?nodes=${search.get('nodes') ?? '500'}`)
const document = await reply.json()
const counted = search.has('counted')

const renders: Record<string, number> = {}
const handle = createRef<EditorHandle>()
const { runner, send } = createDrivenRunner()

/** Drawn with its card and never without it: it listens to nothing itself. */
function CountingCard({ nodeId }: NodeCardProps) {
  renders[nodeId] = (renders[nodeId] ?? 0) + 1
  return null
}

const withCounter = (definition: NodeDefinition) => ({
  definition,
  card: { component: CountingCard, heightPx: 0 },
})

/** Loaded only for a count: whoever measures time has one copy of them, in the editor. */
const countedNodes = async () => (await import('../../../nodes/index.ts')).builtinNodes.map(withCounter)
const nodes = counted ? { nodes: await countedNodes() } : {}

const page: MeasuredPage = {
  renders: () => ({ ...renders }),
  startRun: () => void handle.current?.run({ question: 'What now?' }),
  send,
  nodeCount: () => handle.current?.toJSON().nodes.length ?? 0,
}
Object.assign(globalThis, { measuredPage: page })

const place = globalThis.document.querySelector('#app')
if (place !== null) {
  createRoot(place).render(
    <PipelineEditor ref={handle} defaultDocument={document} runner={runner} {...nodes} />,
  )
}

/** The frame after the one in which the first card stands in the page. */
function watchPaint(): void {
  if (globalThis.document.querySelector('[data-card]') === null) {
    requestAnimationFrame(watchPaint)
    return
  }
  requestAnimationFrame(() =>
    setTimeout(() => {
      void fetch(paintedAddress())
      console.info(paintedMessage)
    }),
  )
}
watchPaint()
