/** Regular expressions from users, by an engine whose time is linear in the text (re2js). */
import { failure } from '../core/errors/failure.ts'
import type { Expression } from './expression.ts'

/** Whether the pattern occurs in the text. @throws PATTERN_INVALID */
export type PatternTest = (pattern: string, text: string) => boolean

const keptPatterns = 200

/** Loads the engine: only pipelines that use a pattern pay for it. */
export async function loadPatterns(): Promise<PatternTest> {
  const { RE2JS } = await import('re2js')
  const compiled = new Map<string, ReturnType<typeof RE2JS.compile>>()
  return (pattern, text) => {
    let expression = compiled.get(pattern)
    if (expression === undefined) {
      try {
        expression = RE2JS.compile(pattern)
      } catch (error) {
        throw failure('PATTERN_INVALID', {
          pattern,
          reason: error instanceof Error ? error.message : String(error),
        })
      }
      if (compiled.size >= keptPatterns) compiled.clear()
      compiled.set(pattern, expression)
    }
    return expression.matcher(text).find()
  }
}

export function usesPatterns(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
    case 'path':
      return false
    case 'list':
      return expression.items.some(usesPatterns)
    case 'not':
      return usesPatterns(expression.operand)
    case 'and':
    case 'or':
      return expression.operands.some(usesPatterns)
    case 'compare':
      return (
        expression.operator === 'matches' || usesPatterns(expression.left) || usesPatterns(expression.right)
      )
  }
}
