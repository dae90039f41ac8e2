/** Experiments over HTTP: a dataset × variants × metrics, what each cell gave, and the table made of them. */
import { z } from 'zod'
import { idSchema } from '../document/document.ts'
import { aliasNameSchema, bankRouteSchema } from './banks.ts'
import { failureSchema } from './failure.ts'
import { resourceIdSchema, resourceNameSchema, rowIdSchema } from './indexes.ts'

/** A setting of one node by its path: `config.limit`, `config.routes.0.threshold`, `policy.timeoutMs`. */
export const overrideSchema = z.strictObject({
  node: idSchema,
  path: z.string().regex(/^(config|policy)(\.[A-Za-z0-9_-]{1,64}){1,8}$/),
  value: z.json(),
})

/** A revision with parameter overrides and adapter pins. */
export const variantSchema = z.strictObject({
  id: aliasNameSchema,
  name: resourceNameSchema,
  pipeline: idSchema,
  /** Content hash; the draft is pinned when the experiment starts where it is left out. */
  revision: z.string().min(1).max(64).optional(),
  overrides: z.array(overrideSchema).max(64).default([]),
  /** By bank: which version stands behind an alias, instead of the one that the bank has now. */
  adapters: z.record(resourceIdSchema, z.record(aliasNameSchema, z.string().max(128))).default({}),
  /** By bank: every request goes to this alias, or for null to the base model, whatever its intent. */
  force: z.record(resourceIdSchema, aliasNameSchema.nullable()).default({}),
  /** Runs each row on the base model and on every alias of this bank, and keeps the best by the primary metric. */
  oracle: resourceIdSchema.optional(),
})

export const experimentDefinitionSchema = z.strictObject({
  name: resourceNameSchema,
  dataset: resourceIdSchema,
  variants: z.array(variantSchema).min(1).max(40),
  /** Id of the variant that the others are compared with. */
  baseline: aliasNameSchema,
  repetitions: z.int().min(1).max(20).default(1),
  concurrency: z.int().min(1).max(64).default(1),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1),
  /** Rows that are run first on every variant and not counted. */
  warmUp: z.int().min(0).max(1_000).default(3),
  rowTimeoutMs: z.int().min(1).max(3_600_000).default(60_000),
  /** Further attempts at a cell that failed; they are counted apart. */
  retries: z.int().min(0).max(5).default(0),
  /** Only the first so many rows of the dataset in the seeded order. */
  limit: z.int().min(1).max(1_000_000).optional(),
  /** The metric that says which adapter was best for a row, and that verdicts are drawn from first. */
  primaryMetric: z.string().min(1).max(64).default('f1'),
  /**
   * Whose traces are stored as runs: those of cells that failed and of rows on which the cells differ, all, or none. Any other
   * cell is run again on demand.
   */
  traces: z.enum(['differing', 'all', 'none']).default('differing'),
})

export const experimentStates = ['planned', 'running', 'stopped', 'complete', 'failed'] as const

/** What of a bank decides where requests go, beside the settings of the node. */
const pinnedRoutingSchema = z.object({
  routes: z.array(bankRouteSchema),
  defaultAlias: aliasNameSchema.nullable(),
})

export const experimentSummarySchema = z.object({
  id: z.string(),
  definition: experimentDefinitionSchema,
  state: z.enum(experimentStates),
  /** Counted cells: rows × repetitions × arms over all variants. */
  cells: z.object({ done: z.int(), failed: z.int(), total: z.int() }),
  /** Estimated from the cells so far; null while unknown or at rest. */
  remainingMs: z.number().nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  /** What it was pinned to, written before the first cell; null while planned. */
  manifest: z
    .object({
      /** SHA-256 of the manifest's canonical JSON. */
      hash: z.string(),
      datasetVersion: z.string(),
      rows: z.int(),
      /** By variant: the revision's hash and the version of everything that it uses. */
      variants: z.record(
        z.string(),
        z.object({
          revision: z.string(),
          indexes: z.record(z.string(), z.string()),
          intents: z.record(z.string(), z.string()),
          /** Bank to alias to `name@sha12`. */
          banks: z.record(z.string(), z.record(z.string(), z.string())),
          /** By bank, as it stood then; left out by experiments that were started before it was kept. */
          routing: z.record(z.string(), pinnedRoutingSchema).optional(),
          /** What is run for each row: one null for an ordinary variant, else aliases, null being the base model. */
          arms: z.array(z.string().nullable()),
        }),
      ),
      software: z.object({ signalbox: z.string(), runtime: z.string() }),
    })
    .nullable(),
  error: failureSchema.nullable(),
})

export const cellStatuses = ['succeeded', 'failed', 'timed-out'] as const

/** What one variant made of one row once. */
export const cellSchema = z.object({
  variant: z.string(),
  row: z.string(),
  /** From 0. */
  repetition: z.int(),
  /** The alias that was forced on an oracle's cell; null for the base model, and for ordinary variants. */
  arm: z.string().nullable(),
  status: z.enum(cellStatuses),
  /** 1 without retries. */
  attempts: z.int(),
  /** When in the order of the whole experiment it was run, from 0. */
  order: z.int(),
  wallMs: z.number(),
  /** Until the first piece of text reached the output; null where nothing was streamed. */
  ttftMs: z.number().nullable(),
  /** Along the critical path; they add up to `wallMs`. */
  parts: z.object({ node: z.number(), queue: z.number(), engine: z.number(), load: z.number() }),
  /** The first 4,000 characters; empty when it declined. */
  answer: z.string(),
  /** Output type of what reached the first output node: `answer`, `text`, `json` … */
  outputType: z.string(),
  abstained: z.boolean().nullable(),
  /** Of the last bank decision, else of the last decision. */
  intent: z.string().nullable(),
  confidence: z.number().nullable(),
  margin: z.number().nullable(),
  /** What the classifier said of the scope; null without one. */
  outOfScope: z.boolean().nullable(),
  alias: z.string().nullable(),
  adapter: z.string().nullable(),
  outcome: z.string().nullable(),
  /** Why the decision fell so, as in the decision record: `cleared`, `below-threshold`, `out-of-scope` … */
  reason: z.string().nullable(),
  /** Ids of the articles that the last step before the answer handed on, best first. */
  documents: z.array(z.string()),
  /** By metric, each 0 to 1 or null where the metric gave no number (and `scoreFaults` says why). */
  scores: z.record(z.string(), z.number().nullable()),
  scoreFaults: z.record(z.string(), z.string()).optional(),
  /** Of the models that were asked, those of further attempts included. */
  tokens: z.object({ input: z.number(), output: z.number() }).nullable(),
  /** Of 1,000 such requests; null where it is not known (and `scoreFaults` says why). Cells from before it was kept have none. */
  cost: z.number().nullable().optional(),
  error: failureSchema.nullable(),
  /** The stored run with the whole trace; null where none was stored, or it was removed by age since. */
  runId: z.string().nullable(),
})

/** A figure with its 95 % interval; `low` and `high` are null where n is too small for one. */
/** The column of one figure: a number or null for each cell. A checked array of 100,000 numbers would cost more than reading it. */
const columnSchema = z.custom<readonly (number | null)[]>(Array.isArray)

/** All cells by column: position i of every column is one cell, in the order of rows, variants, repetitions and arms. */
export const experimentScoresSchema = z.object({
  cells: z.int(),
  /** What the columns `row`, `variant`, `arm`, `intent`, `reason`, `alias`, `outcome` and `status` count into; null there where there is none. */
  rows: z.custom<readonly string[]>(Array.isArray),
  /** By row: the value of each of its slices (`intent` is the expected one), an index into its `values`; null without one. */
  slices: z.record(z.string(), z.object({ values: z.array(z.string()), byRow: columnSchema })),
  variants: z.array(z.string()),
  arms: z.array(z.string().nullable()),
  intents: z.array(z.string()),
  reasons: z.array(z.string()),
  aliases: z.array(z.string()),
  outcomes: z.array(z.string()),
  statuses: z.array(z.enum(cellStatuses)),
  columns: z.object({
    row: columnSchema,
    variant: columnSchema,
    repetition: columnSchema,
    arm: columnSchema,
    status: columnSchema,
    intent: columnSchema,
    confidence: columnSchema,
    margin: columnSchema,
    reason: columnSchema,
    /** 1 for true, 0 for false. */
    outOfScope: columnSchema,
    abstained: columnSchema,
    alias: columnSchema,
    outcome: columnSchema,
    /** Times to the microsecond. */
    wallMs: columnSchema,
    ttftMs: columnSchema,
    nodeMs: columnSchema,
    queueMs: columnSchema,
    engineMs: columnSchema,
    loadMs: columnSchema,
    /** Of 1,000 such requests. */
    cost: columnSchema,
    /** Which of its row's different answers, and lists of documents, a cell gave, from 0: the same number stands for the same one. */
    answer: columnSchema,
    documents: columnSchema,
  }),
  /** By metric. */
  scores: z.record(z.string(), columnSchema),
})

/** Names one cell. */
export const cellKeySchema = z.strictObject({
  variant: z.string().max(64),
  row: rowIdSchema,
  repetition: z.int().min(0).max(19).default(0),
  arm: aliasNameSchema.nullable().default(null),
})

export const estimateSchema = z.object({
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.int(),
})

/** `too-few`: fewer than 10 pairs; for a quantile than 20, or than 4 beyond it: 80 for p95, 400 for p99. */
export const verdictOutcomes = ['better', 'worse', 'undecided', 'too-few'] as const

/** One variant against the baseline in one metric, paired by row. */
export const verdictSchema = z.object({
  metric: z.string(),
  outcome: z.enum(verdictOutcomes),
  /** Variant minus baseline, in the metric's own unit. */
  effect: estimateSchema,
  /** Two-sided; `pAdjusted` is Holm's over all variants in this metric. */
  p: z.number().nullable(),
  pAdjusted: z.number().nullable(),
  test: z.enum(['mcnemar', 'permutation', 'bootstrap']),
  /** How many more rows would settle it if the effect is what it seems; null when settled or hopeless. */
  rowsToSettle: z.int().nullable(),
})

export const latencySummarySchema = z.object({
  n: z.int(),
  p50: estimateSchema,
  p95: estimateSchema,
  p99: estimateSchema,
})

export const variantFiguresSchema = z.object({
  /** Counted rows; cells of repetitions are averaged by row first. */
  n: z.int(),
  failed: z.int(),
  timedOut: z.int(),
  retried: z.int(),
  /** By metric: `em`, `f1`, `rougeL`, `containment`, `ndcg10`, `recall`, `mrr`, `intent` (route accuracy) … */
  quality: z.record(z.string(), estimateSchema),
  /** By metric: cells where it gave no number. */
  unscored: z.record(z.string(), z.int()),
  /** Share of requests that it dared to answer, and share that it declined. */
  coverage: estimateSchema.nullable(),
  abstained: estimateSchema.nullable(),
  /** Lost against the oracle in the primary metric, where the experiment has an oracle. */
  regret: estimateSchema.nullable(),
  latencyMs: latencySummarySchema.nullable(),
  ttftMs: latencySummarySchema.nullable(),
  /** Means of the parts of time over all counted cells, ms. */
  parts: z.object({ node: z.number(), queue: z.number(), engine: z.number(), load: z.number() }).nullable(),
  tokens: z.object({ input: z.number(), output: z.number() }).nullable(),
  /** Mean of 1,000 requests; null where no model with a price was asked. Cells without a cost are counted as `unscored`. */
  cost: estimateSchema.nullable(),
})

export const reportSchema = z.object({
  experiment: experimentSummarySchema,
  /** False while rows are missing: a partial table is no result and can't be a baseline. */
  isComplete: z.boolean(),
  datasetRows: z.int(),
  variants: z.array(
    variantFiguresSchema.extend({
      id: z.string(),
      name: z.string(),
      /** A variant with cells missing is partial: it is compared with nothing and can't be the baseline. */
      cells: z.object({ done: z.int(), total: z.int() }),
      isBaseline: z.boolean(),
      isOracle: z.boolean(),
      /** Against the baseline; empty for the baseline itself, and where one of both is partial. Latency verdicts are named `p50Ms` and `p95Ms`. */
      verdicts: z.array(verdictSchema),
      /** Not dominated in (latency p50, primary metric). */
      isOnFront: z.boolean(),
      /** By slice (`intent`, or a tag's name) and value. */
      slices: z.record(
        z.string(),
        z.record(
          z.string(),
          variantFiguresSchema
            .pick({ n: true, quality: true, latencyMs: true, cost: true })
            .extend({ verdict: verdictSchema.nullable() }),
        ),
      ),
    }),
  ),
  /** Named, counted, shown; never averaged away. */
  warnings: z.array(failureSchema),
})

export type Override = z.infer<typeof overrideSchema>
export type Variant = z.infer<typeof variantSchema>
export type ExperimentDefinition = z.infer<typeof experimentDefinitionSchema>
export type CreateExperiment = z.input<typeof experimentDefinitionSchema>
export type ExperimentSummary = z.infer<typeof experimentSummarySchema>
export type Manifest = NonNullable<ExperimentSummary['manifest']>
export type PinnedRouting = z.infer<typeof pinnedRoutingSchema>
export type Cell = z.infer<typeof cellSchema>
export type CellKey = z.input<typeof cellKeySchema>
export type ExperimentScores = z.infer<typeof experimentScoresSchema>
export type Estimate = z.infer<typeof estimateSchema>
export type Verdict = z.infer<typeof verdictSchema>
export type VariantFigures = z.infer<typeof variantFiguresSchema>
export type Report = z.infer<typeof reportSchema>
