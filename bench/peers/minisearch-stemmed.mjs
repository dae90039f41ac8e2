/** minisearch with the stemmer and the stop words of Signalbox plugged in through `processTerm`, as its documentation shows. */
import { stem } from '../../dist/runtime/retrieval/stem.js'
import { largeStopWords } from '../../dist/runtime/retrieval/stop-words.js'
import { openEngine as openPlain } from './minisearch.mjs'

function processTerm(term) {
  const word = term.toLowerCase()
  return largeStopWords.has(word) ? null : stem(word)
}

export const openEngine = (documents) => openPlain(documents, { processTerm })
