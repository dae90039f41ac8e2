/**
 * Sends a request to the adapter its intent deserves. Below the threshold it goes where the builder chose, never silently
 * to the first or the last.
 */
import { z } from 'zod'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import { recordTokens } from '../../runtime/core/node/record-tokens.ts'
import type { PortRecord } from '../../runtime/core/node/ports.ts'
import { port, portNameSchema } from '../../runtime/core/node/ports.ts'
import type { NodeDelta } from '../../runtime/core/node/define-node.ts'
import type { OpenBank } from '../../runtime/core/services/banks.ts'
import type { DecisionRecord } from '../../runtime/core/trace/decision.ts'
import type { Answer, IntentValue } from '../../runtime/core/values.ts'

const routeSchema = z.object({
  id: portNameSchema,
  intent: z.string().min(1).max(64).meta({ title: 'Intent' }),
  alias: z.string().min(1).max(64).meta({ title: 'Alias' }),
  threshold: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .meta({ title: 'Confidence at least', widget: 'slider', step: 0.01 }),
})

const config = z.object({
  bank: z.string().min(1, 'choose a bank').max(64).meta({
    title: 'Bank',
    description: 'The adapters to choose from.',
    widget: 'resource',
    resource: 'bank',
  }),
  mode: z
    .enum(['generate', 'select'])
    .default('generate')
    .meta({
      title: 'Mode',
      description:
        'Generate answers with the adapter; select only decides, for a reader or chat model downstream.',
      options: { generate: 'Generate', select: 'Select' },
    }),
  threshold: z.number().min(0).max(1).default(0.85).meta({
    title: 'Confidence at least',
    description: 'Below it the request goes where "Below the threshold" says.',
    widget: 'slider',
    step: 0.01,
  }),
  margin: z.number().min(0).max(1).default(0).meta({
    title: 'Margin at least',
    description: 'How far the intent must lie above the runner-up.',
    widget: 'slider',
    step: 0.01,
  }),
  outOfScope: z
    .enum(['abstain', 'ignore'])
    .default('abstain')
    .meta({
      title: 'Out of scope',
      description:
        'A text unlike everything the intent model was trained on can still score high: treat it as below the threshold, or not.',
      options: { abstain: 'As below the threshold', ignore: 'Only the confidence counts' },
    }),
  belowThreshold: z
    .enum(['base', 'default-adapter', 'fallback'])
    .default('base')
    .meta({
      title: 'Below the threshold',
      description: 'The base model, the bank’s default adapter, or the fallback port.',
      options: { base: 'Base model', 'default-adapter': 'Default adapter', fallback: 'Fallback port' },
    }),
  routes: z
    .array(routeSchema)
    .max(256)
    .default([])
    .meta({ title: 'Routes', description: 'These win over the routes of the bank.', widget: 'routes' }),
})

type Config = z.output<typeof config>
type Reason = DecisionRecord['reason']

interface Choice {
  readonly reason: Reason
  readonly alias: string | null
  readonly threshold: number
  readonly outcome: DecisionRecord['outcome']
}

/** The route of an intent: the node's own, else the bank's. */
function findRoute(intent: IntentValue, { routes }: Config, bank: OpenBank) {
  const serves = (route: { intent: string }) => route.intent === intent.label
  return routes.find(serves) ?? bank.routes.find(serves)
}

/** Where an intent goes. Pure: the same values give the same choice. */
export function chooseAdapter(intent: IntentValue, settings: Config, bank: OpenBank): Choice {
  const route = findRoute(intent, settings, bank)
  const threshold = route?.threshold ?? settings.threshold
  if (bank.forced !== undefined) {
    const outcome = bank.forced === null ? 'base' : 'adapter'
    return { reason: 'forced', alias: bank.forced, threshold, outcome }
  }
  const reason = reasonOf(intent, route !== undefined, threshold, settings)
  if (reason === 'cleared' && route !== undefined)
    return { reason, alias: route.alias, threshold, outcome: 'adapter' }
  if (settings.belowThreshold === 'fallback') return { reason, alias: null, threshold, outcome: 'fallback' }
  const isDefault = settings.belowThreshold === 'default-adapter' && bank.defaultAlias !== null
  return isDefault
    ? { reason, alias: bank.defaultAlias, threshold, outcome: 'default-adapter' }
    : { reason, alias: null, threshold, outcome: 'base' }
}

function reasonOf(
  intent: IntentValue,
  hasRoute: boolean,
  threshold: number,
  { margin, outOfScope }: Config,
): Reason {
  if (intent.label === null) return 'no-intent'
  if (outOfScope === 'abstain' && intent.outOfScope) return 'out-of-scope'
  if (intent.confidence < threshold) return intent.outOfScope ? 'out-of-scope' : 'below-threshold'
  if (intent.margin < margin) return 'below-margin'
  return hasRoute ? 'cleared' : 'no-route'
}

function recordOf(
  intent: IntentValue,
  choice: Choice,
  settings: Config,
  bank: OpenBank,
): Omit<DecisionRecord, 'node'> {
  return {
    kind: 'bank',
    outcome: choice.outcome,
    intent: intent.label,
    confidence: intent.confidence,
    margin: intent.margin,
    runnerUp: intent.runnerUp,
    threshold: choice.threshold,
    marginThreshold: settings.margin,
    abstained: choice.reason !== 'cleared' && choice.reason !== 'forced',
    reason: choice.reason,
    rule: null,
    port: choice.outcome === 'fallback' ? 'fallback' : settings.mode === 'select' ? 'decision' : 'answer',
    bank: bank.id,
    alias: choice.alias,
    adapter: choice.alias === null ? null : bank.resolve(choice.alias),
    model: intent.model,
  }
}

const belowTexts = {
  base: '≥ {threshold}, else base model',
  'default-adapter': '≥ {threshold}, else default adapter',
  fallback: '≥ {threshold}, else fallback',
} as const

type BankOutputs = {
  readonly answer?: Answer
  readonly decision?: DecisionRecord
  readonly fallback?: string
}

export const adapterBank = defineNode({
  type: 'adapter-bank',
  version: 1,
  title: 'Adapter bank',
  category: 'adapters',
  summary: 'Answers with the adapter that the intent deserves at a calibrated confidence.',
  config,
  inputs: {
    intent: port.intent('Intent'),
    question: port.text('Question', { optional: true }),
    documents: port.documents('Documents', { optional: true }),
    messages: port.messages('Messages', { optional: true }),
  },
  outputs: ({ mode, belowThreshold }): PortRecord => ({
    ...(mode === 'generate' ? { answer: port.answer('Answer') } : {}),
    decision: port.decision('Decision'),
    ...(belowThreshold === 'fallback' ? { fallback: port.text('Fallback') } : {}),
  }),
  needs: ['banks'],
  migrations: {},
  pins: ({ bank }) => [{ kind: 'bank', id: bank }],
  describe: ({ threshold, belowThreshold }) => [{ text: belowTexts[belowThreshold], values: { threshold } }],
  async *run(
    { intent, question, documents, messages },
    settings,
    context,
  ): AsyncGenerator<NodeDelta, BankOutputs, void> {
    const bank = await context.services.banks.open(settings.bank)
    const choice = chooseAdapter(intent, settings, bank)
    const record = recordOf(intent, choice, settings, bank)
    context.trace.decide(record)
    const decision = { node: context.nodeId, ...record }
    if (choice.outcome === 'fallback') return { decision, fallback: question ?? '' }
    if (settings.mode === 'select') return { decision }
    const pieces = bank.generate({
      alias: choice.alias,
      question: question ?? '',
      documents: documents ?? [],
      ...(messages === undefined ? {} : { messages }),
      signal: context.signal,
      tell: (progress) => context.trace.progress(progress),
      onAdapterLoad: (loadMs) => context.trace.adapterLoaded(record.adapter ?? '', loadMs),
    })
    for (;;) {
      const next = await pieces.next()
      if (next.done === true) {
        recordTokens(context.trace, null, next.value)
        return { decision, answer: next.value }
      }
      yield { port: 'answer', delta: next.value }
    }
  },
})
