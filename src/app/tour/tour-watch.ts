/** What the tour sees of the pipeline that is open: made by the shell, told by the editor's page. */
import type { RefObject } from 'react'
import { createContext, useContext, useEffect } from 'react'
import type { StoreApi } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import type { RunView } from '../../../runtime/core/trace/run-view.ts'
import type { EditorHandle } from '../../editor.ts'

export interface Watched {
  /** Null until the editor is drawn, which may be later than its document is known. */
  readonly handle: RefObject<EditorHandle | null> | null
  readonly document: PipelineDocument | null
  /** The last that has ended. */
  readonly run: RunView | null
}

export type TourWatch = StoreApi<Watched>

const nothing: Watched = { handle: null, document: null, run: null }

export const createTourWatch = (): TourWatch => createStore<Watched>(() => nothing)

export const TourWatchContext = createContext<TourWatch | null>(null)

/** Tells the tour of the open pipeline; give the result each run that has ended. */
export function useTourWatch(
  handle: RefObject<EditorHandle | null>,
  document: PipelineDocument,
): (run: RunView) => void {
  const watch = useContext(TourWatchContext)
  useEffect(() => watch?.setState({ handle, document }), [watch, handle, document])
  useEffect(() => () => watch?.setState(nothing), [watch])
  return (run) => watch?.setState({ run })
}
