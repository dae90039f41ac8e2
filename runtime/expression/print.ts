import type { Expression } from './expression.ts'

/** The text of a condition; parsing it gives the same tree. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return JSON.stringify(expression.value)
    case 'list':
      return `[${expression.items.map(printExpression).join(', ')}]`
    case 'path':
      return expression.parts
        .map((part, index) =>
          index > 0 && isName(part) ? `.${part}` : index === 0 ? part : `[${JSON.stringify(part)}]`,
        )
        .join('')
    case 'not':
      return `not ${printOperand(expression.operand)}`
    case 'and':
    case 'or':
      return expression.operands.map(printJoined).join(` ${expression.kind} `)
    case 'compare':
      return `${printOperand(expression.left)} ${expression.operator} ${printOperand(expression.right)}`
  }
}

/** Comparisons and `not` bind tighter than `and` and `or`. */
function printJoined(expression: Expression): string {
  return expression.kind === 'compare' || expression.kind === 'not'
    ? printExpression(expression)
    : printOperand(expression)
}

function printOperand(expression: Expression): string {
  const isBare = expression.kind === 'literal' || expression.kind === 'list' || expression.kind === 'path'
  return isBare || expression.kind === 'compare' ? wrap(expression, !isBare) : wrap(expression, true)
}

function wrap(expression: Expression, isWrapped: boolean): string {
  return isWrapped ? `(${printExpression(expression)})` : printExpression(expression)
}

function isName(part: string | number): boolean {
  return typeof part === 'string' && /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(part)
}
