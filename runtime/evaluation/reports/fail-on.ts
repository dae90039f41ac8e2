/** Gates: a condition over the figures of a report, such as `routed.f1.value < base.f1.low or routed.p95Ms.value > 200`. */
import { failure } from '../../core/errors/failure.ts'
import type { Estimate, Report, Verdict } from '../../core/wire/experiments.ts'
import type { Scope } from '../../expression/evaluate.ts'
import { evaluateExpression, isTrue } from '../../expression/evaluate.ts'
import type { Expression } from '../../expression/expression.ts'
import { parseExpression } from '../../expression/parse.ts'
import { loadPatterns, usesPatterns } from '../../expression/patterns.ts'
import { printExpression } from '../../expression/print.ts'

export interface GateOutcome {
  /** The condition holds: the gate failed. */
  readonly isFailed: boolean
  /** Every figure that the condition names, with its value, in the order in which it names them. */
  readonly figures: readonly { readonly path: string; readonly value: Figure }[]
}

type Figure = string | number | boolean
type ReportedVariant = Report['variants'][number]

/**
 * A variant is named by its id, or as `variants["its id"]` where that is no plain name. Below it stand `n`, `failed`,
 * `timedOut`, `retried`, every metric, `coverage`, `abstained`, `regret`, `p50Ms`, `p95Ms`, `p99Ms`, `ttftP50Ms` … (each with
 * `value`, `low`, `high` and `n`), `parts`, `tokens`, `cost` of 1,000 requests, `verdicts` by metric, and `slices` by name and value.
 *
 * What cannot be decided is refused, because a gate that passes by mistake is worse than none.
 *
 * @throws GATE_INCOMPLETE, GATE_UNKNOWN_NAME, GATE_NOT_A_FIGURE, GATE_NO_FIGURE, GATE_NAMES_NOTHING, GATE_UNLIKE, and what
 *   `parseExpression` throws
 */
export async function checkGate(report: Report, source: string): Promise<GateOutcome> {
  const expression = parseExpression(source)
  if (!report.isComplete) {
    const { definition, cells } = report.experiment
    throw failure('GATE_INCOMPLETE', { experiment: definition.name, done: cells.done, total: cells.total })
  }
  const scope = gateScope(report)
  const figures = listPaths(expression).map((parts) => ({
    path: parts.join('.'),
    value: readFigure(parts, scope),
  }))
  if (figures.length === 0) throw failure('GATE_NAMES_NOTHING', { expression: source })
  refuseUnlike(expression, scope)
  const options = usesPatterns(expression) ? { testPattern: await loadPatterns() } : {}
  return { isFailed: isTrue(evaluateExpression(expression, scope, options)), figures }
}

/** The names that a gate may use, as nested plain objects. */
export function gateScope(report: Report): Scope {
  const variants = Object.fromEntries(
    report.variants.map((variant) => [variant.id, describeVariant(variant)]),
  )
  return { ...variants, variants, datasetRows: report.datasetRows }
}

function describeVariant(variant: ReportedVariant): Scope {
  const { n, failed, timedOut, retried, quality, coverage, abstained, regret, parts, tokens, cost } = variant
  return {
    ...quality,
    n,
    failed,
    timedOut,
    retried,
    quality,
    coverage,
    abstained,
    regret,
    parts,
    tokens,
    cost,
    ...describeLatency(variant.latencyMs, { p50: 'p50Ms', p95: 'p95Ms', p99: 'p99Ms' }),
    ...describeLatency(variant.ttftMs, { p50: 'ttftP50Ms', p95: 'ttftP95Ms', p99: 'ttftP99Ms' }),
    verdicts: Object.fromEntries(variant.verdicts.map((verdict) => [verdict.metric, verdict])),
    slices: Object.fromEntries(
      Object.entries(variant.slices).map(([name, values]) => [name, describeSlices(values)]),
    ),
  }
}

function describeSlices(values: ReportedVariant['slices'][string]): Scope {
  return Object.fromEntries(
    Object.entries(values).map(([value, { n, quality, latencyMs, cost, verdict }]) => [
      value,
      {
        ...quality,
        n,
        quality,
        cost,
        verdict,
        ...describeLatency(latencyMs, { p50: 'p50Ms', p95: 'p95Ms', p99: 'p99Ms' }),
      } satisfies Record<string, Estimate | Verdict | Scope | number | null>,
    ]),
  )
}

function describeLatency(
  latency: ReportedVariant['latencyMs'],
  names: { readonly p50: string; readonly p95: string; readonly p99: string },
): Record<string, Estimate | null> {
  return {
    [names.p50]: latency?.p50 ?? null,
    [names.p95]: latency?.p95 ?? null,
    [names.p99]: latency?.p99 ?? null,
  }
}

type Path = readonly (string | number)[]

function listPaths(expression: Expression): Path[] {
  switch (expression.kind) {
    case 'literal':
      return []
    case 'path':
      return [expression.parts]
    case 'list':
      return expression.items.flatMap(listPaths)
    case 'not':
      return listPaths(expression.operand)
    case 'and':
    case 'or':
      return expression.operands.flatMap(listPaths)
    case 'compare':
      return [...listPaths(expression.left), ...listPaths(expression.right)]
  }
}

function readFigure(parts: Path, scope: Scope): Figure {
  let value: unknown = scope
  for (const [depth, part] of parts.entries()) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) {
      throw failure('GATE_UNKNOWN_NAME', {
        path: parts.slice(0, depth + 1).join('.'),
        names: namesIn(value),
      })
    }
    value = Reflect.get(value, part)
    if (value === null) throw failure('GATE_NO_FIGURE', { path: parts.slice(0, depth + 1).join('.') })
  }
  if (typeof value === 'object')
    throw failure('GATE_NOT_A_FIGURE', { path: parts.join('.'), names: namesIn(value) })
  // The scope holds objects, numbers, texts and booleans only.
  return value as Figure
}

const listedNames = 40

function namesIn(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '–'
  const names = Object.keys(value)
  return names.length === 0
    ? '–'
    : names.slice(0, listedNames).join(', ') + (names.length > listedNames ? ' …' : '')
}

const ordering = new Set(['<', '<=', '>', '>='])

/** Comparisons by size of anything but two numbers never hold. */
function refuseUnlike(expression: Expression, scope: Scope): void {
  switch (expression.kind) {
    case 'literal':
    case 'path':
    case 'list':
      return
    case 'not':
      return refuseUnlike(expression.operand, scope)
    case 'and':
    case 'or':
      return expression.operands.forEach((operand) => refuseUnlike(operand, scope))
    case 'compare': {
      const { operator, left, right } = expression
      if (!ordering.has(operator)) return
      const isNumber = (side: Expression) => typeof evaluateExpression(side, scope) === 'number'
      if (!isNumber(left) || !isNumber(right))
        throw failure('GATE_UNLIKE', { left: printExpression(left), right: printExpression(right) })
    }
  }
}
