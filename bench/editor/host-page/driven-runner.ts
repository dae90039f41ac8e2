/** A runner whose nodes change their states when they are told to. */
import type { TraceEvent, TraceEventBody } from '../../../runtime/core/trace/events.ts'
import type { Runner } from '../../../src/editor.ts'

export interface DrivenRunner {
  readonly runner: Runner
  send(nodes: readonly string[]): void
}

export function createDrivenRunner(): DrivenRunner {
  const going = new Set<string>()
  const waiting: TraceEventBody[] = []
  let wake = () => {}
  return {
    send(nodes) {
      for (const node of nodes) {
        if (going.delete(node)) {
          waiting.push({ type: 'node-finished', node, outputs: {}, durationMs: 1 })
        } else {
          going.add(node)
          waiting.push({ type: 'node-started', node, attempt: 1, inputs: {} })
        }
      }
      wake()
    },
    runner: {
      async *run({ document: { id, name } }, signal) {
        let seq = 0
        const stamp = (body: TraceEventBody): TraceEvent => ({ ...body, seq: seq++, at: performance.now() })
        yield stamp({
          type: 'run-started',
          runId: 'driven',
          startedAt: new Date().toISOString(),
          pipeline: { id, name },
          pins: { revision: '', indexes: {}, intents: {}, banks: {} },
          inputs: {},
        })
        while (!signal.aborted) {
          for (const body of waiting.splice(0)) yield stamp(body)
          const woken = new Promise<void>((resolve) => {
            wake = resolve
          })
          if (waiting.length === 0) await woken
        }
      },
      history: () => Promise.resolve({ items: [], total: 0 }),
      async *trace() {},
      value: () => Promise.resolve(null),
    },
  }
}
