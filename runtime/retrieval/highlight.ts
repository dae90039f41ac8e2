/** Finds the words of a query in a text, by stem, so that a page can mark them. */
import type { SourceSpan } from '../core/values.ts'
import type { Analyser } from './analyser.ts'

/** Offsets into `text`, ascending, overlapping and touching ones joined. */
export function findHighlights(analyser: Analyser, query: string, text: string): SourceSpan[] {
  const wanted = new Set(analyser.analyse(query))
  const spans: { start: number; end: number }[] = []
  for (const { term, start, end } of analyser.analyseWithOffsets(text)) {
    if (!wanted.has(term)) continue
    const last = spans.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else spans.push({ start, end })
  }
  return spans
}
