/** What a page and the place where its runs happen say to each other, over a worker or a channel inside the page. */
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import type { FailureData } from '../../../runtime/core/errors/failure.ts'
import type { TraceEvent } from '../../../runtime/core/trace/events.ts'
import type { Json } from '../../../runtime/core/values.ts'
import type { HeatMap } from '../../../runtime/core/wire/heat-map.ts'
import type { Feedback, RunSummary } from '../../../runtime/core/wire/runs.ts'
import type { RunPart } from '../runner.ts'
import type { CheckedResources } from './page-resources.ts'

/** Calls that are answered once. */
export interface Calls {
  open: { params: { readonly resources: CheckedResources }; result: null }
  cancel: { params: { readonly runId: string }; result: null }
  history: {
    params: { readonly pipelineId: string }
    result: { readonly items: readonly RunSummary[]; readonly total: number }
  }
  value: { params: { readonly hash: string }; result: Json }
  heatMap: { params: { readonly pipelineId: string; readonly runs: number }; result: HeatMap }
  feedback: { params: { readonly runId: string; readonly feedback: Feedback }; result: null }
}

/** Calls that are answered by the events of a run. */
export interface Streams {
  run: {
    params: RunPart & {
      readonly document: PipelineDocument
      readonly inputs: Readonly<Record<string, Json>>
    }
  }
  trace: { params: { readonly runId: string } }
}

export type CallRequest = {
  [Name in keyof Calls]: { readonly id: number; readonly call: Name; readonly params: Calls[Name]['params'] }
}[keyof Calls]

export type StreamRequest = {
  [Name in keyof Streams]: {
    readonly id: number
    readonly stream: Name
    readonly params: Streams[Name]['params']
  }
}[keyof Streams]

/** `leave`: nobody listens to that stream any more; a run that it started is cancelled. */
export type ToHost = CallRequest | StreamRequest | { readonly leave: number }

/** What is being made ready before the first run. */
export interface Preparing {
  readonly kind: 'index' | 'intents' | 'bank'
  readonly id: string
  readonly name: string
  /** How much of it is done, 0 to 1; null where nobody knows. */
  readonly share: number | null
}

export type FromHost =
  /** Sent once, before anything is asked: the node types that can run here. */
  | { readonly ready: readonly string[] }
  | { readonly preparing: Preparing | null }
  | { readonly id: number; readonly event: TraceEvent }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: FailureData }

/** The common part of a worker's own scope, a worker seen from outside, and a message port. */
export interface Port {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void
}
