/** What is wrong with the text of a condition, and which of its names nobody provides. */
import { Failure } from '../../runtime/core/errors/failure.ts'
import type { Expression } from '../../runtime/expression/expression.ts'
import { parseExpression } from '../../runtime/expression/parse.ts'

export interface ExpressionCheck {
  readonly fault: Failure | null
  /** Paths that are none of the known names nor inside one; each once. */
  readonly unknown: readonly string[]
}

const sound: ExpressionCheck = { fault: null, unknown: [] }

/** `names`: what a condition can read, such as `confidence` or `nodes.input.question`; null when that is not known. */
export function checkExpression(text: string, names: readonly string[] | null): ExpressionCheck {
  if (text.trim() === '') return sound
  try {
    const paths = collectPaths(parseExpression(text))
    return { fault: null, unknown: names === null ? [] : paths.filter((path) => !isKnown(path, names)) }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { fault: error, unknown: [] }
  }
}

/** The paths that a condition reads; none where it cannot be read. */
export function conditionPaths(text: string): readonly string[] {
  return checkExpression(text, []).unknown
}

function isKnown(path: string, names: readonly string[]): boolean {
  return names.some((name) => path === name || path.startsWith(`${name}.`) || name.startsWith(`${path}.`))
}

function collectPaths(expression: Expression): string[] {
  switch (expression.kind) {
    case 'literal':
      return []
    case 'path':
      return [expression.parts.join('.')]
    case 'list':
      return unique(expression.items.flatMap(collectPaths))
    case 'not':
      return collectPaths(expression.operand)
    case 'and':
    case 'or':
      return unique(expression.operands.flatMap(collectPaths))
    case 'compare':
      return unique([...collectPaths(expression.left), ...collectPaths(expression.right)])
  }
}

const unique = (texts: readonly string[]) => [...new Set(texts)]
