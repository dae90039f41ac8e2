/** A desk whose bank, index and intent model stand on the backend `gpu`, and the pipelines that answer through it. */
import type { PipelineDocument } from '../core/document/document.ts'
import type { RuntimeServices } from '../core/services/runtime-services.ts'
import { makeAdapterFiles } from './adapter-files.ts'
import { node, pipelineOf, wire } from './pipelines.ts'

/** Of the adapters that fit its base model. */
export const deskShape = { base: 'tiny-base', module: 'layer', inputs: 4, outputs: 3 }

const { id, ...files } = makeAdapterFiles('tones', deskShape, 7)

/** Its only adapter, which refunds go to. */
export const deskAdapter = id

const classified = [wire('ask.question', 'classify.text'), wire('classify.intent', 'bank.intent')]
const head = [node('ask', 'input'), node('classify', 'intent-classifier', { intents: 'desk' })]

/** The bank answers. */
export const routedPipeline: PipelineDocument = pipelineOf(
  [...head, node('bank', 'adapter-bank', { bank: 'desk', threshold: 0 }), node('answer', 'output')],
  [...classified, wire('ask.question', 'bank.question'), wire('bank.answer', 'answer.value')],
  'routed',
)

/** The bank decides, and a reader on the same backend answers from passages. */
export const readingPipeline: PipelineDocument = pipelineOf(
  [
    ...head,
    node('bank', 'adapter-bank', { bank: 'desk', threshold: 0, mode: 'select' }),
    node('find', 'bm25-retriever', { index: 'desk' }),
    node('read', 'reader', { backend: 'gpu' }),
    node('answer', 'output'),
  ],
  [
    ...classified,
    wire('ask.question', 'find.query'),
    wire('ask.question', 'read.question'),
    wire('find.documents', 'read.documents'),
    wire('bank.decision', 'read.adapter'),
    wire('read.answer', 'answer.value'),
  ],
  'reading',
)

/** The backend `gpu` is there. */
export async function makeEngineDesk(services: RuntimeServices): Promise<void> {
  await services.banks.create({ id: 'desk', name: 'Desk', backend: 'gpu' })
  await services.banks.addAdapter('desk', 'tones', files)
  await services.banks.flipAlias('desk', 'tones', deskAdapter)
  await services.banks.setRoutes('desk', {
    routes: [{ intent: 'refund', alias: 'tones' }],
    defaultAlias: null,
  })
  await services.intents.create({ id: 'desk', name: 'Desk' })
  const utterances = ['money back', 'refund it', 'late train', 'big delay']
  await services.intents.putUtterances(
    'desk',
    utterances.map((text, i) => ({ id: `u${i}`, text, intent: i < 2 ? 'refund' : 'delay' })),
  )
  await services.jobs.wait((await services.intents.train('desk')).id)
  await services.indexes.create({ id: 'desk', name: 'Desk' })
  await services.indexes.putArticles('desk', [
    { id: 'refunds', title: 'Refunds', text: 'Money back takes 28 days.' },
  ])
  await services.jobs.wait((await services.indexes.build('desk')).id)
}
