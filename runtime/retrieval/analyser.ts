/** From text to index terms: tokens without stop words, stemmed. Index and query must use the same analyser. */
import { stem } from './stem.ts'
import { largeStopWords, smallStopWords } from './stop-words.ts'
import { tokenise, tokeniseToTexts } from './tokenise.ts'

export interface AnalyserOptions {
  /** @default 'large' */
  readonly stopWords?: 'large' | 'small' | 'none'
  /** Porter stems for words of a-z. @default true */
  readonly isStemming?: boolean
}

export interface Term {
  readonly term: string
  readonly start: number
  readonly end: number
}

export interface Analyser {
  readonly options: Required<AnalyserOptions>
  /** Terms in text order, with repetitions. */
  readonly analyse: (text: string) => string[]
  /** Terms with the source offsets of what they stand for. */
  readonly analyseWithOffsets: (text: string) => Term[]
}

/** Entries kept of each of the two generations of the cache: the common words of a language and then some. */
const CACHE_WORDS = 32_768

const noWords: ReadonlySet<string> = new Set()

export function createAnalyser(options: AnalyserOptions = {}): Analyser {
  const settings: Required<AnalyserOptions> = {
    stopWords: options.stopWords ?? 'large',
    isStemming: options.isStemming ?? true,
  }
  const stopWords = { large: largeStopWords, small: smallStopWords, none: noWords }[settings.stopWords]
  const cache = new TermCache((token) => toTerms(token, stopWords, settings.isStemming))
  return {
    options: settings,
    analyse(text) {
      const terms: string[] = []
      for (const token of tokeniseToTexts(text)) {
        const found = cache.get(token)
        if (typeof found === 'string') terms.push(found)
        else if (found !== null) terms.push(...found)
      }
      return terms
    },
    analyseWithOffsets(text) {
      return tokenise(text).flatMap(({ text: token, start, end }) => {
        const found = cache.get(token)
        if (found === null) return []
        return (typeof found === 'string' ? [found] : found).map((term) => ({ term, start, end }))
      })
    },
  }
}

/** Null for a stop word; almost always one term. */
type TermsOfToken = string | readonly string[] | null

function toTerms(token: string, stopWords: ReadonlySet<string>, isStemming: boolean): TermsOfToken {
  if (stopWords.has(token)) return null
  if (!token.includes("'")) return isStemming ? stem(token) : token
  const parts = splitContraction(token).filter((part) => !stopWords.has(part))
  const terms = isStemming ? parts.map(stem) : parts
  return terms.length === 0 ? null : terms
}

/** `wing's` gives wing, `who've` gives who, `o'brien` gives o and brien. */
function splitContraction(token: string): string[] {
  const base = token.replace(/n't$/, '').replace(/'(?:s|re|ve|ll|d|m)$/, '')
  return base.split("'").filter((part) => part !== '')
}

/** Two generations of tokens: when the young one is full it becomes the old one, and what nobody asks for falls out. */
class TermCache {
  #young = new Map<string, TermsOfToken>()
  #old = new Map<string, TermsOfToken>()
  readonly #compute: (token: string) => TermsOfToken

  constructor(compute: (token: string) => TermsOfToken) {
    this.#compute = compute
  }

  get(token: string): TermsOfToken {
    const young = this.#young.get(token)
    if (young !== undefined) return young
    const terms = this.#old.get(token) ?? this.#compute(token)
    if (this.#young.size >= CACHE_WORDS) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(token, terms)
    return terms
  }
}
