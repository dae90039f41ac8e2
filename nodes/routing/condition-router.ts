/** Sends a value down the branch of the first rule that holds. Rules are data; conditions are read by our own interpreter. */
import { z } from 'zod'
import { failure } from '../../runtime/core/errors/failure.ts'
import { addFailureIssue } from '../../runtime/core/errors/schema-failure.ts'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import type { PortRecord } from '../../runtime/core/node/ports.ts'
import { port, portNameSchema } from '../../runtime/core/node/ports.ts'
import type { DecisionRecord } from '../../runtime/core/trace/decision.ts'
import type { IntentValue, Json } from '../../runtime/core/values.ts'
import type { Scope } from '../../runtime/expression/evaluate.ts'
import { evaluateExpression, isTrue } from '../../runtime/expression/evaluate.ts'
import { parseExpression } from '../../runtime/expression/parse.ts'
import type { PatternTest } from '../../runtime/expression/patterns.ts'
import { loadPatterns, usesPatterns } from '../../runtime/expression/patterns.ts'

const conditionSchema = z
  .string()
  .max(2_000)
  .superRefine((text, context) => {
    if (text.trim() === '') return
    try {
      parseExpression(text)
    } catch (error) {
      addFailureIssue(context, error)
    }
  })

const ruleSchema = z.object({
  /** Is the output port: stable while the label changes. */
  id: portNameSchema,
  label: z.string().min(1).max(120).meta({ title: 'Label' }),
  input_intent: z
    .array(z.string().min(1).max(64))
    .default([])
    .meta({ title: 'Intents', description: 'Any of these; all when empty.' }),
  confidence_threshold: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .meta({ title: 'Confidence at least', widget: 'slider', step: 0.01 }),
  when: conditionSchema.default('').meta({
    title: 'Condition',
    description: 'For example: request.user == "vip" or nodes.input.question contains "refund".',
    widget: 'expression',
  }),
})

export type RouterRule = z.output<typeof ruleSchema>

export const routerRulesSchema = z
  .array(ruleSchema)
  .max(64)
  .superRefine((rules, context) => {
    const taken = new Set(['default'])
    rules.forEach(({ id }, index) => {
      if (taken.has(id)) addFailureIssue(context, failure('DUPLICATE_ID', { id }), [index, 'id'])
      taken.add(id)
    })
  })
  .default([])
  .meta({ title: 'Rules', description: 'The first that holds takes the request.', widget: 'rules' })

const config = z.object({ rules: routerRulesSchema })

/** What rules are matched against. */
export interface RoutedRequest {
  readonly value: unknown
  readonly intent: IntentValue | undefined
  readonly request: {
    readonly inputs: Readonly<Record<string, unknown>>
    readonly user?: string | undefined
    readonly headers: Readonly<Record<string, string>>
  }
  /** Outputs upstream, by node and port. */
  readonly upstream: Readonly<Record<string, unknown>>
}

export interface RuleMatch {
  /** Undefined: the default branch. */
  readonly rule: RouterRule | undefined
  /** What was looked at on the way. */
  readonly values: Readonly<Record<string, Json>>
}

/** The matcher of some rules: it gives the first that holds. @throws what conditions that cannot be read throw */
export async function createRuleMatcher(
  rules: readonly RouterRule[],
): Promise<(request: RoutedRequest) => RuleMatch> {
  const needsPatterns = rules.some(({ when }) => when.trim() !== '' && usesPatterns(parseExpression(when)))
  const testPattern = needsPatterns ? await loadPatterns() : undefined
  return ({ value, intent, request, upstream }) => {
    const scope: Scope = {
      input_intent: intent?.label ?? null,
      confidence: intent?.confidence ?? null,
      margin: intent?.margin ?? null,
      out_of_scope: intent?.outOfScope ?? null,
      value,
      request: { ...request.inputs, user: request.user ?? null, headers: request.headers },
      nodes: upstream,
    }
    const seen: Record<string, Json> = {}
    for (const rule of rules) {
      const { holds, values } = matchRule(rule, intent, scope, testPattern)
      if (holds) return { rule, values }
      Object.assign(seen, values)
    }
    return { rule: undefined, values: seen }
  }
}

const noMatch = { id: 'default', label: 'default' }

/** Whether all given parts of a rule hold, with every value that was read. */
function matchRule(
  rule: RouterRule,
  intent: IntentValue | undefined,
  scope: Scope,
  testPattern: PatternTest | undefined,
): { holds: boolean; values: Record<string, Json> } {
  const values: Record<string, Json> = {}
  if (rule.input_intent.length > 0) {
    values['input_intent'] = intent?.label ?? null
    if (intent?.label === null || intent === undefined || !rule.input_intent.includes(intent.label)) {
      return { holds: false, values }
    }
  }
  if (rule.confidence_threshold !== undefined) {
    values['confidence'] = intent?.confidence ?? null
    if (intent === undefined || intent.confidence < rule.confidence_threshold) return { holds: false, values }
  }
  if (rule.when.trim() === '') return { holds: true, values }
  const onRead = (path: string, value: unknown) => {
    // Everything in the scope is JSON; long texts are cut for the record.
    values[path] = typeof value === 'string' ? value.slice(0, 200) : (value as Json)
  }
  const options = { onRead, ...(testPattern === undefined ? {} : { testPattern }) }
  return { holds: isTrue(evaluateExpression(parseExpression(rule.when), scope, options)), values }
}

function recordOf(
  rule: { id: string; label: string } | undefined,
  values: Readonly<Record<string, Json>>,
  intent: IntentValue | undefined,
  threshold: number | null,
): Omit<DecisionRecord, 'node'> {
  return {
    kind: 'router',
    outcome: rule === undefined ? 'default-branch' : 'branch',
    intent: intent?.label ?? null,
    confidence: intent?.confidence ?? null,
    margin: intent?.margin ?? null,
    runnerUp: intent?.runnerUp ?? null,
    threshold,
    marginThreshold: null,
    abstained: false,
    reason: rule === undefined ? 'no-rule-matched' : 'rule-matched',
    rule: { ...(rule ?? noMatch), values },
    port: rule?.id ?? 'default',
    bank: null,
    alias: null,
    adapter: null,
    model: intent?.model ?? null,
  }
}

export const conditionRouter = defineNode({
  type: 'condition-router',
  version: 1,
  title: 'Condition router',
  category: 'routing',
  summary: 'Sends a value down the branch of the first rule that holds, else down the default branch.',
  config,
  inputs: { value: port.any('Value'), intent: port.intent('Intent', { optional: true }) },
  outputs: ({ rules }): PortRecord => ({
    ...Object.fromEntries(rules.map(({ id, label }) => [id, port.any(label)])),
    default: port.any('Default'),
  }),
  needs: [],
  migrations: {},
  describe: ({ rules }) => [
    rules.length === 1 ? { text: '1 rule' } : { text: '{count} rules', values: { count: rules.length } },
  ],
  async run({ value, intent }, { rules }, { request, upstream, trace }) {
    const match = await createRuleMatcher(rules)
    const { rule, values } = match({ value, intent, request, upstream })
    trace.decide(recordOf(rule, values, intent, rule?.confidence_threshold ?? null))
    return { [rule?.id ?? 'default']: value }
  },
})
