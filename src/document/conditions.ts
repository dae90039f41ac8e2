/** What the conditions of routers read: `nodes.<node>.<port>` and `request.<field>`, as data that can be read and rewritten. */
import type { NodeRecord } from '../../runtime/core/document/document.ts'
import type { Json } from '../../runtime/core/values.ts'
import type { Expression } from '../../runtime/expression/expression.ts'
import { parseExpression } from '../../runtime/expression/parse.ts'
import { printExpression } from '../../runtime/expression/print.ts'

/** `['nodes', 'classify', 'intent', 'label']` */
export type ReadPath = readonly (string | number)[]

/** The node with every path in its conditions changed; the same object when none is. A condition that cannot be read stays. */
export function rewriteConditions(record: NodeRecord, change: (path: ReadPath) => ReadPath): NodeRecord {
  const { rules } = record.config
  if (!Array.isArray(rules)) return record
  let hasChanged = false
  const next = rules.map((rule): Json => {
    if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) return rule
    const { when } = rule
    const rewritten = typeof when === 'string' ? rewriteText(when, change) : when
    if (rewritten === undefined || rewritten === when) return rule
    hasChanged = true
    return { ...rule, when: rewritten }
  })
  return hasChanged ? { ...record, config: { ...record.config, rules: next } } : record
}

function rewriteText(text: string, change: (path: ReadPath) => ReadPath): string {
  if (text.trim() === '') return text
  let hasChanged = false
  let tree: Expression
  try {
    tree = parseExpression(text)
  } catch {
    return text
  }
  const rewritten = rewrite(tree, (path) => {
    const next = change(path)
    hasChanged ||= next !== path
    return next
  })
  return hasChanged ? printExpression(rewritten) : text
}

function rewrite(tree: Expression, change: (path: ReadPath) => ReadPath): Expression {
  const inside = (part: Expression) => rewrite(part, change)
  switch (tree.kind) {
    case 'literal':
      return tree
    case 'path':
      return { ...tree, parts: change(tree.parts) }
    case 'list':
      return { ...tree, items: tree.items.map(inside) }
    case 'not':
      return { ...tree, operand: inside(tree.operand) }
    case 'and':
    case 'or':
      return { ...tree, operands: tree.operands.map(inside) }
    case 'compare':
      return { ...tree, left: inside(tree.left), right: inside(tree.right) }
  }
}
