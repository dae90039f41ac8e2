/** Parses conditions such as `input_intent in ["refund", "delay"] and confidence >= 0.8`. */
import { failure } from '../core/errors/failure.ts'
import type { ComparisonOperator, Expression } from './expression.ts'
import { expressionLimits } from './expression.ts'
import type { Token } from './tokenise.ts'
import { tokenise } from './tokenise.ts'

/**
 * Precedence from loose to tight: `or`, `and`, `not`, one comparison, values.
 *
 * @throws EXPRESSION_TOO_LONG, or EXPRESSION_INVALID, _INCOMPLETE, _VALUE_MISSING or _TOO_DEEP with the column
 */
export function parseExpression(source: string): Expression {
  if (source.length > expressionLimits.length) {
    throw failure('EXPRESSION_TOO_LONG', { length: source.length, limit: expressionLimits.length })
  }
  const parser = new Parser(source)
  const expression = parser.readOr()
  parser.expectEnd()
  return expression
}

const simpleOperators = new Set(['==', '!=', '<', '<=', '>', '>='])
const keywords = new Set(['and', 'or', 'not', 'in', 'contains', 'starts', 'ends', 'matches'])

class Parser {
  readonly #source: string
  readonly #tokens: readonly Token[]
  #position = 0
  #depth = 0

  constructor(source: string) {
    this.#source = source
    this.#tokens = tokenise(source)
  }

  readOr(): Expression {
    this.#depth += 1
    if (this.#depth > expressionLimits.depth) {
      throw failure('EXPRESSION_TOO_DEEP', { column: this.#peek().column, limit: expressionLimits.depth })
    }
    const operands = [this.#readAnd()]
    while (this.#take('or')) operands.push(this.#readAnd())
    this.#depth -= 1
    return this.#join('or', operands)
  }

  expectEnd(): void {
    if (this.#peek().kind !== 'end') this.#refuse()
  }

  #readAnd(): Expression {
    const operands = [this.#readNot()]
    while (this.#take('and')) operands.push(this.#readNot())
    return this.#join('and', operands)
  }

  #join(kind: 'and' | 'or', operands: readonly Expression[]): Expression {
    const [only] = operands
    return operands.length === 1 && only !== undefined ? only : { kind, operands }
  }

  #readNot(): Expression {
    let isNegated = false
    while (this.#take('not')) isNegated = !isNegated
    const operand = this.#readComparison()
    return isNegated ? { kind: 'not', operand } : operand
  }

  #readComparison(): Expression {
    const left = this.#readValue()
    const operator = this.#readOperator()
    return operator === undefined ? left : { kind: 'compare', operator, left, right: this.#readValue() }
  }

  #readOperator(): ComparisonOperator | undefined {
    const { text, kind } = this.#peek()
    if (kind === 'symbol' && simpleOperators.has(text)) {
      this.#position += 1
      // The set holds exactly the operators that are symbols.
      return text as ComparisonOperator
    }
    if (this.#take('in')) return 'in'
    if (this.#take('contains')) return 'contains'
    if (this.#take('matches')) return 'matches'
    if (this.#take('not')) return this.#expect('in', 'not in')
    if (this.#take('starts')) return this.#expect('with', 'starts with')
    return this.#take('ends') ? this.#expect('with', 'ends with') : undefined
  }

  #readValue(): Expression {
    const token = this.#peek()
    this.#position += 1
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) }
    if (token.kind === 'string') return { kind: 'literal', value: unquote(token.text) }
    if (token.kind === 'name' && !keywords.has(token.text)) return this.#readName(token.text)
    if (token.text === '[' && token.kind === 'symbol') return { kind: 'list', items: this.#readItems() }
    if (token.text === '(' && token.kind === 'symbol') {
      const inner = this.readOr()
      if (!this.#take(')')) this.#demand(')')
      return inner
    }
    this.#position -= 1
    return token.kind === 'end' ? this.#demandValue() : this.#refuse()
  }

  #readItems(): Expression[] {
    const items: Expression[] = []
    if (this.#take(']')) return items
    do items.push(this.#readValue())
    while (this.#take(','))
    if (!this.#take(']')) this.#demand(']')
    return items
  }

  #readName(first: string): Expression {
    if (first === 'true' || first === 'false') return { kind: 'literal', value: first === 'true' }
    if (first === 'null') return { kind: 'literal', value: null }
    const parts: (string | number)[] = [first]
    for (;;) {
      if (this.#take('.')) parts.push(this.#readPart('name'))
      else if (this.#take('[')) {
        parts.push(
          this.#peek().kind === 'number'
            ? Number(this.#readPart('number'))
            : unquote(this.#readPart('string')),
        )
        if (!this.#take(']')) this.#demand(']')
      } else return { kind: 'path', parts }
    }
  }

  #readPart(kind: Token['kind']): string {
    const token = this.#peek()
    if (token.kind !== kind) this.#demandValue()
    this.#position += 1
    return token.text
  }

  #expect(word: string, operator: ComparisonOperator): ComparisonOperator {
    if (!this.#take(word)) this.#demand(word)
    return operator
  }

  #peek(): Token {
    return this.#tokens[this.#position] ?? { kind: 'end', text: '', column: this.#source.length + 1 }
  }

  #take(text: string): boolean {
    const token = this.#peek()
    if (token.text !== text || token.kind === 'string' || token.kind === 'end') return false
    this.#position += 1
    return true
  }

  #refuse(): never {
    const { column, text } = this.#peek()
    throw failure('EXPRESSION_INVALID', { column, found: text })
  }

  #demand(expected: string): never {
    throw failure('EXPRESSION_INCOMPLETE', { column: this.#peek().column, expected })
  }

  #demandValue(): never {
    throw failure('EXPRESSION_VALUE_MISSING', { column: this.#peek().column })
  }
}

function unquote(text: string): string {
  return text
    .slice(1, -1)
    .replaceAll(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character))
}
