/** Cuts a condition into tokens with their columns. */
import { failure } from '../core/errors/failure.ts'

export interface Token {
  readonly kind: 'number' | 'string' | 'name' | 'symbol' | 'end'
  readonly text: string
  /** Column of the first character, from 1. */
  readonly column: number
}

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['number', /-?\d+(?:\.\d+)?/y],
  ['string', /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/y],
  // No arithmetic exists, so a hyphen can be part of a name, as it is in node ids.
  ['name', /[\p{L}_][\p{L}\p{N}_-]*/uy],
  ['symbol', /==|!=|<=|>=|[<>()[\].,]/y],
]

/** @throws EXPRESSION_INVALID at a character that starts no token */
export function tokenise(source: string): Token[] {
  const tokens: Token[] = []
  let position = 0
  while (position < source.length) {
    if (/\s/.test(source.charAt(position))) {
      position += 1
      continue
    }
    const token = matchToken(source, position)
    tokens.push(token)
    position += token.text.length
  }
  return [...tokens, { kind: 'end', text: '', column: source.length + 1 }]
}

function matchToken(source: string, position: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = position
    const text = pattern.exec(source)?.[0]
    if (text !== undefined) return { kind, text, column: position + 1 }
  }
  throw failure('EXPRESSION_INVALID', { column: position + 1, found: source.charAt(position) })
}
