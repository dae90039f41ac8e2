/**
 * The rules of a router as text, one a line, and back: `Refunds: input_intent in ["refund"] and confidence >= 0.8`.
 * Intents and threshold are conditions like any other there; what else a line says becomes the rule's own condition.
 */
import type { Failure } from '../../runtime/core/errors/failure.ts'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { Json } from '../../runtime/core/values.ts'
import type { Expression } from '../../runtime/expression/expression.ts'
import { parseExpression } from '../../runtime/expression/parse.ts'
import { printExpression } from '../../runtime/expression/print.ts'
import { newPortName } from '../document/new-id.ts'
import { asList, asRecord } from './entries.ts'

export type RulesReading =
  | { readonly rules: readonly Json[]; readonly fault: null }
  | { readonly rules: null; readonly fault: RulesFault }

/** The first line that cannot be read; without a failure it lacks its label or its colon. */
export interface RulesFault {
  readonly line: number
  readonly failure: Failure | null
}

export function printRules(rules: readonly Json[]): string {
  return rules.map(printRule).join('\n')
}

function printRule(rule: Json): string {
  const { label, input_intent: given, confidence_threshold: threshold, when } = asRecord(rule)
  const intents = asList(given)
  const condition = typeof when === 'string' ? when.trim().replaceAll(/\s+/g, ' ') : ''
  const parts = [
    ...(intents.length === 0 ? [] : [`input_intent in ${JSON.stringify(intents).replaceAll(',', ', ')}`]),
    ...(typeof threshold === 'number' ? [`confidence >= ${threshold}`] : []),
    ...(condition === '' ? [] : [condition]),
  ]
  const isAlternative = parts.length > 1 && readKind(condition) === 'or'
  const all = isAlternative ? [...parts.slice(0, -1), `(${condition})`] : parts
  return `${printLabel(typeof label === 'string' ? label : '')}: ${all.length === 0 ? 'true' : all.join(' and ')}`
}

function readKind(condition: string): Expression['kind'] | undefined {
  try {
    return parseExpression(condition).kind
  } catch {
    return undefined
  }
}

function printLabel(label: string): string {
  return /^[^:"\s](?:[^:"\n]*[^:"\s])?$/.test(label) ? label : JSON.stringify(label)
}

/**
 * Reads the lines. A rule keeps the id of the old rule with its label, else of the one in its place, so that wires stay;
 * otherwise it gets an id that is in none of `usedPorts`.
 */
export function parseRules(text: string, old: readonly Json[], usedPorts: ReadonlySet<string>): RulesReading {
  const lines = text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [{ line, index }]))
  const read: { readonly label: string; readonly parts: RuleParts }[] = []
  for (const { line, index } of lines) {
    const split = splitLine(line)
    if (split === null) return { rules: null, fault: { line: index + 1, failure: null } }
    try {
      read.push({ label: split.label, parts: takeApart(parseExpression(split.condition)) })
    } catch (error) {
      return { rules: null, fault: { line: index + 1, failure: toFailure(error) } }
    }
  }
  const before = matchOld(
    read.map(({ label }) => label),
    old,
  )
  const taken = new Set([...usedPorts, ...old.map((rule) => String(asRecord(rule)['id']))])
  const rules = read.map(({ label, parts }, index) => {
    const known = asRecord(before[index])
    const id = typeof known['id'] === 'string' ? known['id'] : newPortName('rule', taken)
    taken.add(id)
    return makeRule(id, label, parts, known['when'])
  })
  return { rules, fault: null }
}

function splitLine(line: string): { readonly label: string; readonly condition: string } | null {
  const quoted = /^\s*("(?:[^"\\]|\\.)*")\s*:(.*)$/.exec(line)
  const plain = /^\s*([^:"]*[^:"\s])\s*:(.*)$/.exec(line)
  const [, label, condition] = quoted ?? plain ?? []
  if (label === undefined || condition === undefined) return null
  return { label: quoted === null ? label : unquote(label), condition }
}

function unquote(text: string): string {
  try {
    return String(JSON.parse(text))
  } catch {
    return text.slice(1, -1)
  }
}

interface RuleParts {
  readonly intents: readonly string[]
  readonly threshold: number | undefined
  /** What is left; null when nothing is. */
  readonly rest: Expression | null
}

function takeApart(expression: Expression): RuleParts {
  const operands = expression.kind === 'and' ? expression.operands : [expression]
  const byIntent = operands.find((one) => intentsOf(one) !== null)
  const byConfidence = operands.find((one) => thresholdOf(one) !== null)
  const rest = operands.filter(
    (one) => one !== byIntent && one !== byConfidence && !(one.kind === 'literal' && one.value === true),
  )
  const [only] = rest
  return {
    intents: (byIntent === undefined ? null : intentsOf(byIntent)) ?? [],
    threshold: (byConfidence === undefined ? null : thresholdOf(byConfidence)) ?? undefined,
    rest: only === undefined ? null : rest.length === 1 ? only : { kind: 'and', operands: rest },
  }
}

function isPath(expression: Expression, name: string): boolean {
  return expression.kind === 'path' && expression.parts.length === 1 && expression.parts[0] === name
}

/** The intents of `input_intent in [...]` or `input_intent == "..."`. */
function intentsOf(expression: Expression): readonly string[] | null {
  if (expression.kind !== 'compare' || !isPath(expression.left, 'input_intent')) return null
  const { operator, right } = expression
  const items = operator === 'in' && right.kind === 'list' ? right.items : operator === '==' ? [right] : []
  const texts = items.flatMap((item) =>
    item.kind === 'literal' && typeof item.value === 'string' ? [item.value] : [],
  )
  return texts.length > 0 && texts.length === items.length ? texts : null
}

/** The number of `confidence >= number`, where it is a probability. */
function thresholdOf(expression: Expression): number | null {
  if (expression.kind !== 'compare' || expression.operator !== '>=') return null
  const { left, right } = expression
  if (!isPath(left, 'confidence') || right.kind !== 'literal' || typeof right.value !== 'number') return null
  return right.value >= 0 && right.value <= 1 ? right.value : null
}

function makeRule(
  id: string,
  label: string,
  { intents, threshold, rest }: RuleParts,
  old: Json | undefined,
): Json {
  return {
    id,
    label,
    input_intent: [...intents],
    ...(threshold === undefined ? {} : { confidence_threshold: threshold }),
    when: rest === null ? '' : keepWording(printExpression(rest), old),
  }
}

/** The wording stays where the meaning does. */
function keepWording(printed: string, old: Json | undefined): string {
  if (typeof old !== 'string' || old.trim() === '') return printed
  try {
    return printExpression(parseExpression(old)) === printed ? old : printed
  } catch {
    return printed
  }
}

function matchOld(labels: readonly string[], old: readonly Json[]): readonly (Json | undefined)[] {
  const free = new Set(old)
  const byLabel = labels.map((label) => {
    const match = [...free].find((rule) => asRecord(rule)['label'] === label)
    if (match !== undefined) free.delete(match)
    return match
  })
  return byLabel.map((match, index) => {
    const inPlace = old[index]
    if (match !== undefined || inPlace === undefined || !free.has(inPlace)) return match
    free.delete(inPlace)
    return inPlace
  })
}
