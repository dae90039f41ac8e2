/** Evaluates a condition over plain data. Only own properties are seen; nothing is called. */
import type { ComparisonOperator, Expression } from './expression.ts'
import type { PatternTest } from './patterns.ts'

export type Scope = Readonly<Record<string, unknown>>

export interface EvaluateOptions {
  /** For `matches`; made by {@link loadPatterns}. */
  readonly testPattern?: PatternTest
  /** Told of every path that was read with its value, for the trace. */
  readonly onRead?: (path: string, value: unknown) => void
}

/** The value of a condition; what does not exist is null, comparisons of unlike types are false. */
export function evaluateExpression(
  expression: Expression,
  scope: Scope,
  options: EvaluateOptions = {},
): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'list':
      return expression.items.map((item) => evaluateExpression(item, scope, options))
    case 'path': {
      const value = readPath(expression.parts, scope)
      options.onRead?.(expression.parts.join('.'), value)
      return value
    }
    case 'not':
      return !isTrue(evaluateExpression(expression.operand, scope, options))
    case 'and':
      return expression.operands.every((operand) => isTrue(evaluateExpression(operand, scope, options)))
    case 'or':
      return expression.operands.some((operand) => isTrue(evaluateExpression(operand, scope, options)))
    case 'compare':
      return compare(
        expression.operator,
        evaluateExpression(expression.left, scope, options),
        evaluateExpression(expression.right, scope, options),
        options,
      )
  }
}

/** False, null, 0, the empty text and the empty list do not hold; everything else does. */
export function isTrue(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

/** Own properties only, so that no prototype is reached. */
export function readPath(parts: readonly (string | number)[], scope: Scope): unknown {
  let value: unknown = scope
  for (const part of parts) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return null
    value = Reflect.get(value, part)
  }
  return value ?? null
}

function compare(
  operator: ComparisonOperator,
  left: unknown,
  right: unknown,
  options: EvaluateOptions,
): boolean {
  switch (operator) {
    case '==':
      return left === right
    case '!=':
      return left !== right
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compareOrder(operator, left, right)
    case 'in':
      return holds(right, left)
    case 'not in':
      return !holds(right, left)
    case 'contains':
      return holds(left, right)
    case 'starts with':
      return areTexts(left, right) && left.startsWith(String(right))
    case 'ends with':
      return areTexts(left, right) && left.endsWith(String(right))
    case 'matches':
      return areTexts(left, right) && options.testPattern?.(String(right), left) === true
  }
}

/** Numbers by size, texts by code unit; anything else has no order. */
function compareOrder(operator: '<' | '<=' | '>' | '>=', left: unknown, right: unknown): boolean {
  if (typeof left === 'number' && typeof right === 'number') return isInOrder(operator, left - right)
  if (typeof left !== 'string' || typeof right !== 'string') return false
  return isInOrder(operator, left < right ? -1 : left > right ? 1 : 0)
}

function isInOrder(operator: '<' | '<=' | '>' | '>=', difference: number): boolean {
  if (operator === '<') return difference < 0
  if (operator === '<=') return difference <= 0
  return operator === '>' ? difference > 0 : difference >= 0
}

function areTexts(left: unknown, right: unknown): left is string {
  return typeof left === 'string' && typeof right === 'string'
}

function holds(container: unknown, item: unknown): boolean {
  if (Array.isArray(container)) return container.includes(item)
  return typeof container === 'string' && typeof item === 'string' && container.includes(item)
}
