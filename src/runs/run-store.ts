/** The runs of one editor: the one on show, the conversation so far, the history. Made per editor, handed down by context. */
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { FailureData } from '../../runtime/core/errors/failure.ts'
import { failure as makeFailure, toFailure } from '../../runtime/core/errors/failure.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import { emptyRunView, endRunView } from '../../runtime/core/trace/run-view.ts'
import type { Json } from '../../runtime/core/values.ts'
import type { Feedback, RunSummary } from '../../runtime/core/wire/runs.ts'
import type { Connection } from './follow-run.ts'
import { foldFrames } from './fold-frames.ts'
import type { RunnerRequest, RunPart, Runner } from './runner.ts'
import type { ShownItems } from './sub-runs.ts'

export type RunInputs = Readonly<Record<string, Json>>

/** One question with what came of it. */
export interface ChatTurn {
  readonly id: number
  /** Empty for a run without inputs. */
  readonly question: string
  readonly inputs: RunInputs
  readonly view: RunView
  readonly failure: FailureData | null
}

export interface RunState {
  /** The run drawn on the canvas. */
  readonly view: RunView
  readonly isRunning: boolean
  /** Of the run that is going on; `lost` while it is being looked for again. */
  readonly connection: Connection
  readonly turns: readonly ChatTurn[]
  /** What the form holds for the next run, by field. */
  readonly draft: RunInputs
  /**
   * Null until a run is asked for that lacks values of the form, and again once one starts: until then the form says at each
   * field what it needs. It takes the focus to the first while that is `wanted`.
   */
  readonly lacking: 'wanted' | 'shown' | null
  readonly history: readonly RunSummary[]
  readonly historyTotal: number
  /** What went wrong outside the run itself: no connection, not saved. */
  readonly failure: FailureData | null
  /** The items to look at inside nodes that work through a list. */
  readonly items: ShownItems
  /** What people thought of the answers, by run. */
  readonly feedback: Readonly<Record<string, Feedback>>
  setDraft(draft: RunInputs): void
  /** Has the form ask for what a run lacks. */
  askForValues(): void
  /** The form has done so. */
  valuesAskedFor(): void
  start(document: PipelineDocument, inputs: RunInputs, part?: RunPart): Promise<void>
  cancel(): void
  /** Draws an earlier run on the canvas. */
  show(runId: string): Promise<void>
  showTurn(turnId: number): void
  /** Looks at an item inside the node at a place in the document. */
  showItem(place: string, item: number): void
  refreshHistory(pipelineId: string): Promise<void>
  addFeedback(runId: string, feedback: Feedback): Promise<void>
  clear(): void
}

export type RunStore = StoreApi<RunState>

/** How long a run may take to end after it was asked to; then it is left. */
const cancelPatienceMs = 2_000

const questionOf = (inputs: RunInputs): string => {
  if (Object.keys(inputs).length === 0) return ''
  const value = inputs['question'] ?? Object.values(inputs).find((input) => typeof input === 'string')
  return typeof value === 'string' ? value : JSON.stringify(inputs)
}

/** The run that is going on. */
interface LiveRun {
  readonly turn: number
  readonly controller: AbortController
  runId: string | undefined
}

/** What the functions of one store share besides its state. */
interface RunControl {
  readonly runner: Runner
  readonly get: () => RunState
  readonly set: StoreApi<RunState>['setState']
  live: LiveRun | undefined
  nextTurn: number
  /** The turn whose run is on the canvas; undefined while an earlier run is. */
  shownTurn: number | undefined
  /** Reads the earlier run. */
  showing: AbortController | undefined
}

/** Without a runner nothing can be started or shown. */
export function createRunStore(runner: Runner | null): RunStore {
  return createStore<RunState>((set, get) => {
    const control: RunControl | null =
      runner === null
        ? null
        : { runner, get, set, live: undefined, nextTurn: 1, shownTurn: undefined, showing: undefined }
    return {
      view: emptyRunView,
      isRunning: false,
      connection: 'live',
      turns: [],
      draft: {},
      lacking: null,
      history: [],
      historyTotal: 0,
      failure: null,
      items: {},
      feedback: {},
      setDraft: (draft) => set({ draft }),
      askForValues: () => set({ lacking: 'wanted' }),
      valuesAskedFor: () => set({ lacking: 'shown' }),
      start: async (document, inputs, part = {}) => {
        if (control !== null) await startRun(control, document, inputs, part)
      },
      cancel: () => {
        if (control !== null) cancelRun(control)
      },
      show: async (runId) => {
        if (control !== null) await showRun(control, runId)
      },
      showTurn: (turnId) => {
        if (control !== null) showTurn(control, turnId)
      },
      showItem: (place, item) => set(({ items }) => ({ items: { ...items, [place]: item } })),
      refreshHistory: async (pipelineId) => {
        if (runner === null) return
        try {
          const { items, total } = await runner.history(pipelineId)
          set({ history: items, historyTotal: total })
        } catch {
          // The list is an aid: the run's own failure, if any, is what the person needs to see.
        }
      },
      addFeedback: async (runId, feedback) => {
        await runner?.addFeedback?.(runId, feedback)
        set((state) => ({ feedback: { ...state.feedback, [runId]: feedback } }))
      },
      clear: () => {
        if (control !== null) forgetTurns(control)
      },
    }
  })
}

async function startRun(
  control: RunControl,
  document: PipelineDocument,
  inputs: RunInputs,
  part: RunPart,
): Promise<void> {
  const { get, set } = control
  if (control.live !== undefined) abortRun(control, control.live)
  const run: LiveRun = { turn: control.nextTurn++, controller: new AbortController(), runId: undefined }
  control.live = run
  control.showing?.abort()
  control.shownTurn = run.turn
  const turn = { id: run.turn, question: questionOf(inputs), inputs, view: emptyRunView, failure: null }
  set(({ turns }) => ({
    view: emptyRunView,
    isRunning: true,
    connection: 'live',
    lacking: null,
    failure: null,
    turns: [...turns, turn],
  }))
  await carryOut(control, run, { document, inputs, ...part })
  if (control.live === run) endLive(control)
  await get().refreshHistory(document.id)
}

async function carryOut(control: RunControl, run: LiveRun, request: RunnerRequest): Promise<void> {
  const { runner, set } = control
  const { signal } = run.controller
  try {
    const onConnection = (connection: Connection) => set({ connection })
    const events = runner.run({ ...request, onConnection }, signal)
    await foldFrames(events, emptyRunView, (view) => {
      if (signal.aborted) return
      run.runId = view.runId
      setView(control, run.turn, view)
    })
  } catch (error) {
    if (signal.aborted) return
    const failure = toFailure(error).toJSON()
    setTurn(control, run.turn, { failure })
    endView(control, run.turn, 'interrupted', failure)
    set({ failure })
  }
}

/** Asks the run to end and waits for its last events; where that is not possible it is left at once. */
function cancelRun(control: RunControl): void {
  const { live: run, runner, get } = control
  if (run === undefined) return
  const leave = () => {
    if (control.live === run) abortRun(control, run)
  }
  if (runner.cancel === undefined || run.runId === undefined || get().connection === 'lost') return leave()
  setTimeout(leave, cancelPatienceMs)
  runner.cancel(run.runId).catch(leave)
}

function abortRun(control: RunControl, run: LiveRun): void {
  run.controller.abort()
  endView(control, run.turn, 'cancelled', makeFailure('RUN_CANCELLED', {}).toJSON())
  if (control.live === run) endLive(control)
}

function endLive(control: RunControl): void {
  control.live = undefined
  control.set({ isRunning: false, connection: 'live' })
}

async function showRun(control: RunControl, runId: string): Promise<void> {
  const { runner, get, set } = control
  const known = get().turns.find(({ view }) => view.runId === runId)
  if (known !== undefined) return showTurn(control, known.id)
  control.showing?.abort()
  const reading = new AbortController()
  control.showing = reading
  let last = emptyRunView
  const show = (view: RunView) => {
    last = view
    if (reading.signal.aborted) return
    control.shownTurn = undefined
    set({ view, failure: null })
  }
  try {
    await foldFrames(runner.trace(runId, reading.signal), emptyRunView, show)
    // A stored trace without an end: the server died in the middle of it.
    const isOpen = last.status === 'running' || last.status === 'idle'
    if (isOpen) show(endRunView(last, 'interrupted', makeFailure('RUN_INTERRUPTED', {}).toJSON()))
  } catch (error) {
    if (!reading.signal.aborted) set({ failure: toFailure(error).toJSON() })
  }
}

function showTurn(control: RunControl, turnId: number): void {
  const turn = control.get().turns.find(({ id }) => id === turnId)
  if (turn === undefined) return
  control.showing?.abort()
  control.shownTurn = turnId
  control.set({ view: turn.view })
}

/** A run that is going on stays. */
function forgetTurns(control: RunControl): void {
  control.shownTurn = control.live?.turn
  const isKept = ({ id }: ChatTurn) => id === control.shownTurn
  control.set(({ turns }) => ({
    view: turns.find(isKept)?.view ?? emptyRunView,
    turns: turns.filter(isKept),
    lacking: null,
    failure: null,
  }))
}

function setTurn({ set }: RunControl, id: number, change: Partial<ChatTurn>): void {
  set(({ turns }) => ({ turns: turns.map((turn) => (turn.id === id ? { ...turn, ...change } : turn)) }))
}

function setView(control: RunControl, turn: number, view: RunView): void {
  setTurn(control, turn, { view })
  if (control.shownTurn === turn) control.set({ view })
}

function endView(
  control: RunControl,
  turn: number,
  status: 'cancelled' | 'interrupted',
  error: FailureData,
): void {
  const old = control.get().turns.find(({ id }) => id === turn)
  if (old !== undefined) setView(control, turn, endRunView(old.view, status, error))
}
