/** The workers that the app serves from its own origin. */
import elkWorkerUrl from 'elkjs/lib/elk-worker.min.js?url'
import type { EditorWorkers } from '../../session/editor-context.tsx'

export function createWorkers(): EditorWorkers {
  return { layout: () => new Worker(elkWorkerUrl) }
}
