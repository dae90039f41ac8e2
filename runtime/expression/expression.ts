/** The tree of a condition: plain data, printed and evaluated by functions beside it. */

export type ComparisonOperator =
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'not in'
  | 'contains'
  | 'starts with'
  | 'ends with'
  | 'matches'

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  /** `nodes.classify.intent.confidence`; parts are names or positions. */
  | { readonly kind: 'path'; readonly parts: readonly (string | number)[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[] }
  | {
      readonly kind: 'compare'
      readonly operator: ComparisonOperator
      readonly left: Expression
      readonly right: Expression
    }

/** Longest text and deepest nesting of one condition. */
export const expressionLimits = { length: 2_000, depth: 32 } as const
