/** The embedded reader as a backend: adapters are merged into a copy of its one layer when they are loaded. */
import { parsePeft } from '../../adapters/peft.ts'
import { failure } from '../../core/errors/failure.ts'
import type { Backend } from '../../core/services/backends.ts'
import type { Answer } from '../../core/values.ts'
import { answerQuestion } from '../../reader/answer-question.ts'
import type { ReaderWeights } from '../../reader/reader-weights.ts'
import { rarityOf } from '../../reader/rarity.ts'
import { createPassageReader } from '../../reader/read-passages.ts'
import { mergeAdapter } from '../../reader/scorer.ts'
import { storedPassageName } from '../../reader/stored-passage.ts'

/** Passages of which the spans are kept, at some 60 KiB each. */
const keptPassages = 512

/** Pieces of a quote, so that a page can show it as it comes; joined they equal the text. */
function splitPieces(text: string): readonly string[] {
  return text.match(/\S+\s*|\s+/g) ?? []
}

export function createReaderBackend(id: string, weights: ReaderWeights): Backend {
  const read = createPassageReader(weights.language, rarityOf(weights), keptPassages)
  const stored = storedPassageName(weights.language)
  const merged = new Map<string, Float32Array>()
  const scorerOf = (adapter: string): Float32Array => {
    const scorer = merged.get(adapter)
    if (scorer === undefined) throw failure('ADAPTER_NOT_FOUND', { bank: id, adapter })
    return scorer
  }
  return {
    id,
    base: weights.name,
    kind: 'embedded',
    languages: [weights.language],
    generate: async function* ({
      question,
      documents,
      adapter,
      annotationOf,
      signal,
    }): AsyncGenerator<string, Answer, void> {
      if (question.trim() === '') throw failure('QUESTION_EMPTY', {})
      const scorer = adapter === null ? weights.scorer : scorerOf(adapter)
      signal.throwIfAborted()
      const answer = answerQuestion(weights, {
        question,
        documents,
        scorer,
        adapter,
        read,
        findStored: (document) => annotationOf?.(document, stored),
      })
      for (const piece of splitPieces(answer.text)) {
        yield piece
        signal.throwIfAborted()
      }
      return answer
    },
    loadAdapter: async ({ id: adapter, config, weights: file }) => {
      merged.set(adapter, mergeAdapter(weights, parsePeft({ config, weights: file })))
    },
    unloadAdapter: async (adapter) => {
      merged.delete(adapter)
    },
    // The reader is linear: it scores every probe alike exactly when the merged layer equals the base layer.
    hasEffect: async (adapter) => scorerOf(adapter).some((value, i) => value !== weights.scorer[i]),
    close: async () => merged.clear(),
  }
}
