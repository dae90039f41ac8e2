/** The typed client of the HTTP API, for pages and for Node. */
import { z } from 'zod'
import type { PipelineDocument } from '../core/document/document.ts'
import type { SearchMethod } from '../core/services/indexes.ts'
import type { PageRequest, RevisionPage } from '../core/services/page.ts'
import type { RunFilter } from '../core/services/runs.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import { bankMetricsSchema } from '../core/wire/bank-metrics.ts'
import type { BankRoute, CreateBank, LabelledQuestion, TrainAdapter } from '../core/wire/banks.ts'
import { adapterSummarySchema, bankSchema, labelledQuestionSchema } from '../core/wire/banks.ts'
import type { Article, CreateIndex } from '../core/wire/indexes.ts'
import { articleSchema, indexSummarySchema } from '../core/wire/indexes.ts'
import type { CreateIntents, Utterance } from '../core/wire/intents.ts'
import { intentSummarySchema, utteranceSchema } from '../core/wire/intents.ts'
import type { Job, JobNews } from '../core/wire/jobs.ts'
import { jobNewsSchema, jobSchema } from '../core/wire/jobs.ts'
import type { Draft, Filing, PipelineUse, RevisionTexts } from '../core/wire/pipelines.ts'
import {
  draftSchema,
  pipelineSummarySchema,
  revisionSchema,
  revisionSummarySchema,
} from '../core/wire/pipelines.ts'
import { heatMapSchema } from '../core/wire/heat-map.ts'
import type { Feedback, RunRequestBody } from '../core/wire/runs.ts'
import { feedbackSchema, retentionSchema, runCountSchema, runSummarySchema } from '../core/wire/runs.ts'
import { foundPassageSchema, intentValueSchema } from '../core/wire/values.ts'
import { backendCalls } from './backend-calls.ts'
import { credentialCalls } from './credential-calls.ts'
import { datasetCalls } from './dataset-calls.ts'
import { experimentCalls } from './experiment-calls.ts'
import { itemsOf, pageOf, queryOf, toPage } from './pages.ts'
import type { ClientOptions, Transport } from './transport.ts'
import { createTransport, reviveFailure } from './transport.ts'
import { errorBodySchema } from '../core/wire/failure.ts'

export type SignalboxClient = ReturnType<typeof createClient>

const enc = encodeURIComponent
const ifMatch = (counter: number) => ({ 'if-match': `"${counter}"` })

export function createClient(options: ClientOptions = {}) {
  const http = createTransport(options)
  return {
    pipelines: pipelineCalls(http),
    runs: runCalls(http),
    indexes: indexCalls(http),
    intents: intentCalls(http),
    banks: bankCalls(http),
    backends: backendCalls(http),
    credentials: credentialCalls(http),
    datasets: datasetCalls(http),
    experiments: experimentCalls(http),
    jobs: jobCalls(http),
  }
}

function pipelineCalls(http: Transport) {
  const at = (id: string) => `/api/pipelines/${enc(id)}`
  return {
    /** With `use`, those that use all of it, in their draft or in what is published of them. */
    list: async (use: PipelineUse = {}) =>
      (await http.json(itemsOf(pipelineSummarySchema), 'GET', `/api/pipelines${queryOf(use)}`)).items,
    create: (document: PipelineDocument): Promise<Draft> =>
      http.json(draftSchema, 'POST', '/api/pipelines', { body: document }),
    get: (id: string): Promise<Draft> => http.json(draftSchema, 'GET', at(id)),
    /** @throws REVISION_CONFLICT with the current draft as `cause` */
    save: (id: string, document: PipelineDocument, counter: number, signal?: AbortSignal): Promise<Draft> =>
      http.json(draftSchema, 'PUT', at(id), { body: document, headers: ifMatch(counter), signal }),
    remove: async (id: string, counter: number) => {
      await http.request('DELETE', at(id), { headers: ifMatch(counter) })
    },
    /** For a day after its removal. */
    restore: (id: string): Promise<Draft> => http.json(draftSchema, 'POST', `${at(id)}/restore`),
    /** Changes tags and archive; the draft and its counter stay. */
    file: (id: string, filing: Filing) => http.json(pipelineSummarySchema, 'PATCH', at(id), { body: filing }),
    /** Newest first. */
    revisions: async (id: string, { after, limit, isNamed }: RevisionPage = {}) =>
      toPage(
        await http.json(
          pageOf(revisionSummarySchema),
          'GET',
          `${at(id)}/revisions${queryOf({ after, limit, named: isNamed === true ? 'true' : undefined })}`,
        ),
      ),
    revision: (id: string, hash: string) =>
      http.json(revisionSchema, 'GET', `${at(id)}/revisions/${enc(hash)}`),
    saveRevision: (id: string, texts: Partial<RevisionTexts>) =>
      http.json(revisionSchema, 'POST', `${at(id)}/revisions`, { body: texts }),
    describeRevision: (id: string, hash: string, texts: RevisionTexts) =>
      http.json(revisionSchema, 'PUT', `${at(id)}/revisions/${enc(hash)}/texts`, { body: texts }),
    publish: (id: string, revision: string) =>
      http.json(draftSchema, 'POST', `${at(id)}/publish`, { body: { revision } }),
  }
}

async function* traceEvents(messages: AsyncIterable<{ event: string | undefined; data: string }>) {
  for await (const { event, data } of messages) {
    const value: unknown = JSON.parse(data)
    if (event === 'error') throw reviveFailure(errorBodySchema.parse(value).error)
    // The server writes the events of the closed union; they are folded, not executed.
    yield value as TraceEvent
  }
}

function runCalls(http: Transport) {
  const at = (id: string) => `/api/runs/${enc(id)}`
  return {
    /** Starts a run and gives its trace events as they happen. Stopping early cancels the run. */
    stream: (
      pipelineId: string,
      body: RunRequestBody,
      signal?: AbortSignal,
      headers: Readonly<Record<string, string>> = {},
    ): AsyncGenerator<TraceEvent, void> =>
      traceEvents(
        http.stream('POST', `/api/pipelines/${enc(pipelineId)}/runs`, {
          body: { ...body, stream: true },
          signal,
          headers,
        }),
      ),
    list: async (filter: RunFilter = {}) =>
      toPage(
        await http.json(
          pageOf(runSummarySchema),
          'GET',
          `/api/runs${queryOf({
            pipeline: filter.pipelineId,
            status: filter.status,
            intent: filter.intent,
            adapter: filter.adapter,
            revision: filter.revision,
            slowerThan: filter.slowerThanMs,
            confidenceBelow: filter.confidenceBelow,
            search: filter.search,
            after: filter.after,
            limit: filter.limit,
          })}`,
        ),
      ),
    counts: async () => (await http.json(itemsOf(runCountSchema), 'GET', '/api/runs/counts')).items,
    get: async (id: string) => {
      const { summary, events, feedback } = await http.json(
        z.object({
          summary: runSummarySchema,
          events: z.array(z.unknown()),
          feedback: z.array(feedbackSchema),
        }),
        'GET',
        at(id),
      )
      return { summary, events: events as TraceEvent[], feedback }
    },
    events: (id: string, fromSeq = 0, signal?: AbortSignal) =>
      traceEvents(
        http.stream('GET', `${at(id)}/events`, {
          signal,
          headers: fromSeq > 0 ? { 'last-event-id': String(fromSeq - 1) } : {},
        }),
      ),
    value: async (hash: string) =>
      (await http.json(z.object({ value: z.json() }), 'GET', `/api/values/${enc(hash)}`)).value,
    cancel: async (id: string) => {
      await http.request('POST', `${at(id)}/cancel`, { body: {} })
    },
    /** Of the last `runs` runs of a pipeline, at most 200. */
    heatMap: (pipelineId: string, runs?: number) =>
      http.json(heatMapSchema, 'GET', `/api/pipelines/${enc(pipelineId)}/heat-map${queryOf({ runs })}`),
    retention: () => http.json(retentionSchema, 'GET', '/api/retention'),
    addFeedback: async (id: string, feedback: Feedback) => {
      await http.request('POST', `${at(id)}/feedback`, { body: feedback })
    },
  }
}

function indexCalls(http: Transport) {
  const at = (id: string) => `/api/indexes/${enc(id)}`
  return {
    list: async () => (await http.json(itemsOf(indexSummarySchema), 'GET', '/api/indexes')).items,
    get: (id: string) => http.json(indexSummarySchema, 'GET', at(id)),
    create: (body: CreateIndex) => http.json(indexSummarySchema, 'POST', '/api/indexes', { body }),
    remove: async (id: string) => {
      await http.request('DELETE', at(id))
    },
    articles: async (id: string, { after, limit, search }: PageRequest = {}) =>
      toPage(
        await http.json(
          pageOf(articleSchema),
          'GET',
          `${at(id)}/articles${queryOf({ after, limit, search })}`,
        ),
      ),
    article: (id: string, articleId: string) =>
      http.json(articleSchema, 'GET', `${at(id)}/articles/${enc(articleId)}`),
    putArticles: (id: string, items: readonly Article[]) =>
      http.json(indexSummarySchema, 'PUT', `${at(id)}/articles`, { body: { items } }),
    removeArticle: (id: string, articleId: string) =>
      http.json(indexSummarySchema, 'DELETE', `${at(id)}/articles/${enc(articleId)}`),
    build: (id: string): Promise<Job> => http.json(jobSchema, 'POST', `${at(id)}/build`, { body: {} }),
    search: (id: string, body: { query: string; method?: SearchMethod; limit?: number }) =>
      http.json(
        z.object({ version: z.string(), items: z.array(foundPassageSchema) }),
        'POST',
        `${at(id)}/search`,
        { body },
      ),
  }
}

function intentCalls(http: Transport) {
  const at = (id: string) => `/api/intents/${enc(id)}`
  return {
    list: async () => (await http.json(itemsOf(intentSummarySchema), 'GET', '/api/intents')).items,
    get: (id: string) => http.json(intentSummarySchema, 'GET', at(id)),
    create: (body: CreateIntents) => http.json(intentSummarySchema, 'POST', '/api/intents', { body }),
    remove: async (id: string) => {
      await http.request('DELETE', at(id))
    },
    utterances: async (
      id: string,
      { after, limit, search, intent }: PageRequest & { intent?: string } = {},
    ) =>
      toPage(
        await http.json(
          pageOf(utteranceSchema),
          'GET',
          `${at(id)}/utterances${queryOf({ after, limit, search, intent })}`,
        ),
      ),
    putUtterances: (id: string, items: readonly Utterance[]) =>
      http.json(intentSummarySchema, 'PUT', `${at(id)}/utterances`, { body: { items } }),
    removeUtterance: (id: string, utteranceId: string) =>
      http.json(intentSummarySchema, 'DELETE', `${at(id)}/utterances/${enc(utteranceId)}`),
    removeUtterances: (id: string, ids: readonly string[]) =>
      http.json(intentSummarySchema, 'POST', `${at(id)}/utterances/remove`, { body: { ids } }),
    train: (id: string, body: { seed?: number } = {}): Promise<Job> =>
      http.json(jobSchema, 'POST', `${at(id)}/train`, { body }),
    predict: (id: string, text: string) =>
      http.json(intentValueSchema, 'POST', `${at(id)}/predict`, { body: { text } }),
  }
}

function bankCalls(http: Transport) {
  const at = (id: string) => `/api/banks/${enc(id)}`
  return {
    list: async () => (await http.json(itemsOf(bankSchema), 'GET', '/api/banks')).items,
    get: (id: string) => http.json(bankSchema, 'GET', at(id)),
    create: (body: CreateBank) => http.json(bankSchema, 'POST', '/api/banks', { body }),
    remove: async (id: string) => {
      await http.request('DELETE', at(id))
    },
    /** `config` and `weights`: PEFT's two files in Base64. */
    addAdapter: (id: string, body: { name: string; config: string; weights: string }) =>
      http.json(adapterSummarySchema, 'POST', `${at(id)}/adapters`, { body }),
    adapterFiles: (id: string, adapterId: string) =>
      http.json(
        z.object({ id: z.string(), config: z.string(), weights: z.string() }),
        'GET',
        `${at(id)}/adapters/${enc(adapterId)}`,
      ),
    removeAdapter: (id: string, adapterId: string) =>
      http.json(bankSchema, 'DELETE', `${at(id)}/adapters/${enc(adapterId)}`),
    restoreAdapter: (id: string, adapterId: string) =>
      http.json(bankSchema, 'POST', `${at(id)}/adapters/${enc(adapterId)}/restore`, { body: {} }),
    flipAlias: (id: string, alias: string, adapter: string) =>
      http.json(bankSchema, 'PUT', `${at(id)}/aliases/${enc(alias)}`, { body: { adapter } }),
    removeAlias: (id: string, alias: string) =>
      http.json(bankSchema, 'DELETE', `${at(id)}/aliases/${enc(alias)}`),
    setRoutes: (id: string, body: { routes: readonly BankRoute[]; defaultAlias: string | null }) =>
      http.json(bankSchema, 'PUT', `${at(id)}/routes`, { body }),
    questions: async (id: string, { after, limit, search, intent }: PageRequest & { intent?: string } = {}) =>
      toPage(
        await http.json(
          pageOf(labelledQuestionSchema),
          'GET',
          `${at(id)}/questions${queryOf({ after, limit, search, intent })}`,
        ),
      ),
    putQuestions: (id: string, items: readonly LabelledQuestion[]) =>
      http.json(bankSchema, 'PUT', `${at(id)}/questions`, { body: { items } }),
    removeQuestion: (id: string, questionId: string) =>
      http.json(bankSchema, 'DELETE', `${at(id)}/questions/${enc(questionId)}`),
    metrics: (id: string, filter: { since?: string; pipeline?: string } = {}) =>
      http.json(bankMetricsSchema, 'GET', `${at(id)}/metrics${queryOf(filter)}`),
    trainAdapter: (id: string, body: TrainAdapter): Promise<Job> =>
      http.json(jobSchema, 'POST', `${at(id)}/train`, { body }),
  }
}

function jobCalls(http: Transport) {
  const at = (id: string) => `/api/jobs/${enc(id)}`
  return {
    list: async () => (await http.json(itemsOf(jobSchema), 'GET', '/api/jobs')).items,
    get: (id: string) => http.json(jobSchema, 'GET', at(id)),
    /** The job at each change, until it has ended. */
    follow: async function* (id: string, signal?: AbortSignal): AsyncGenerator<Job, void> {
      for await (const { data } of http.stream('GET', `${at(id)}/events`, { signal })) {
        yield jobSchema.parse(JSON.parse(data))
      }
    },
    /** All that are under way: at once, and each time one begins, gets further or ends, when it is among them once more. */
    followAll: async function* (signal?: AbortSignal): AsyncGenerator<readonly JobNews[], void> {
      for await (const { data } of http.stream('GET', '/api/jobs/events', { signal })) {
        yield z.array(jobNewsSchema).parse(JSON.parse(data))
      }
    },
    cancel: (id: string) => http.json(jobSchema, 'POST', `${at(id)}/cancel`, { body: {} }),
  }
}
