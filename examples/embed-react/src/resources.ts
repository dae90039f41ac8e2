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

export const resources: PageResources = {
  indexes: [{ id: 'desk', name: 'Help articles', articles: readLines(articleLines) }],
  intents: [{ id: 'desk', name: 'What customers want', utterances: readLines(utteranceLines) }],
  readers: { en: weightsUrl },
}
