/** The runs of one editor: the one on show, the conversation so far, the history. Made per editor, handed down by context. */
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { FailureData } from '../../runtime/core/errors/failure.ts'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { TraceEvent } from '../../runtime/core/trace/events.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import { emptyRunView, reduceTrace } from '../../runtime/core/trace/run-view.ts'
import type { Json } from '../../runtime/core/values.ts'
import type { RunSummary } from '../../runtime/core/wire/runs.ts'
import type { Runner } from './runner.ts'

/** One question with what came of it. */
export interface ChatTurn {
  readonly id: number
  readonly question: string
  readonly view: RunView
  readonly failure: FailureData | null
}

export interface RunState {
  /** The run drawn on the canvas. */
  readonly view: RunView
  readonly isRunning: boolean
  readonly turns: readonly ChatTurn[]
  readonly history: readonly RunSummary[]
  readonly historyTotal: number
  /** What went wrong outside the run itself: no connection, not saved. */
  readonly failure: FailureData | null
  start(document: PipelineDocument, inputs: Readonly<Record<string, Json>>): Promise<void>
  cancel(): void
  /** Draws an earlier run on the canvas. */
  show(runId: string): Promise<void>
  showTurn(turnId: number): void
  refreshHistory(pipelineId: string): Promise<void>
  clear(): void
}

export type RunStore = StoreApi<RunState>

const questionOf = (inputs: Readonly<Record<string, Json>>): string => {
  const value = inputs['question'] ?? Object.values(inputs).find((input) => typeof input === 'string')
  return typeof value === 'string' ? value : JSON.stringify(inputs)
}

/** Without a runner nothing can be started or shown. */
export function createRunStore(runner: Runner | null): RunStore {
  let controller: AbortController | undefined
  let nextTurn = 1

  return createStore<RunState>((set, get) => {
    const setTurn = (id: number, change: Partial<ChatTurn>) =>
      set(({ turns }) => ({ turns: turns.map((turn) => (turn.id === id ? { ...turn, ...change } : turn)) }))

    return {
      view: emptyRunView,
      isRunning: false,
      turns: [],
      history: [],
      historyTotal: 0,
      failure: null,

      start: async (document, inputs) => {
        if (runner === null) return
        controller?.abort()
        const mine = new AbortController()
        controller = mine
        const id = nextTurn++
        const turn: ChatTurn = { id, question: questionOf(inputs), view: emptyRunView, failure: null }
        set(({ turns }) => ({ view: emptyRunView, isRunning: true, failure: null, turns: [...turns, turn] }))
        try {
          await foldFrames(runner.run({ document, inputs }, mine.signal), (view) => {
            setTurn(id, { view })
            if (controller === mine) set({ view })
          })
        } catch (error) {
          if (!mine.signal.aborted) {
            const data = toFailure(error).toJSON()
            setTurn(id, { failure: data })
            if (controller === mine) set({ failure: data })
          }
        }
        if (controller !== mine) return
        controller = undefined
        set({ isRunning: false })
        await get().refreshHistory(document.id)
      },

      cancel: () => {
        controller?.abort()
        controller = undefined
        set(({ view }) => ({
          isRunning: false,
          view: view.status === 'running' ? { ...view, status: 'cancelled' } : view,
        }))
      },

      show: async (runId) => {
        const known = get().turns.find(({ view }) => view.runId === runId)
        if (known !== undefined) return set({ view: known.view })
        if (runner === null) return
        try {
          set({ view: (await runner.trace(runId)).reduce(reduceTrace, emptyRunView), failure: null })
        } catch (error) {
          set({ failure: toFailure(error).toJSON() })
        }
      },

      showTurn: (turnId) => {
        const turn = get().turns.find(({ id }) => id === turnId)
        if (turn !== undefined) set({ view: turn.view })
      },

      refreshHistory: async (pipelineId) => {
        if (runner === null) return
        try {
          const { items, total } = await runner.history(pipelineId)
          set({ history: items, historyTotal: total })
        } catch {
          // The list is an aid: the run's own failure, if any, is what the person needs to see.
        }
      },

      clear: () => set({ view: emptyRunView, turns: [], failure: null }),
    }
  })
}

/** Folds events and shows the result once per frame, so that a fast stream does not render for every token. */
async function foldFrames(events: AsyncIterable<TraceEvent>, show: (view: RunView) => void): Promise<void> {
  let view = emptyRunView
  let shown = view
  const showNow = () => {
    if (view !== shown) {
      shown = view
      show(view)
    }
  }
  const timer = setInterval(showNow, 16)
  try {
    for await (const event of events) view = reduceTrace(view, event)
  } finally {
    clearInterval(timer)
    showNow()
  }
}
