/** What runs need, handed over by the page: articles, utterances, and the weights of the reader. */
import type { PageResources } from 'signalbox/editor'
import weightsUrl from 'signalbox/weights/reader-en.bin?url'
import articleLines from '../../support-desk/articles/en-1.jsonl?raw'
import utteranceLines from '../../support-desk/utterances-en.jsonl?raw'

const readLines = <Row>(text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)

/** Enough to learn from, and trained in a moment. */
const utterances = Object.values(
  Object.groupBy(readLines<{ text: string; intent: string }>(utteranceLines), ({ intent }) => intent),
).flatMap((rows) => rows?.slice(0, 30) ?? [])

export const resources: PageResources = {
  indexes: [{ id: 'desk', name: 'Help articles', articles: readLines(articleLines) }],
  intents: [{ id: 'desk', name: 'What customers want', utterances }],
  readers: { en: weightsUrl },
}
