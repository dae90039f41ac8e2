/** Folds events into a view and shows it once per frame, so that a fast stream does not render for every token. */
import type { TraceEvent } from '../../runtime/core/trace/events.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import { reduceTrace } from '../../runtime/core/trace/run-view.ts'

const frameMs = 16

export async function foldFrames(
  events: AsyncIterable<TraceEvent>,
  initial: RunView,
  show: (view: RunView) => void,
): Promise<void> {
  let view = initial
  let shown = initial
  const showNow = () => {
    if (view !== shown) {
      shown = view
      show(view)
    }
  }
  const timer = setInterval(showNow, frameMs)
  try {
    for await (const event of events) view = reduceTrace(view, event)
  } finally {
    clearInterval(timer)
    showNow()
  }
}
