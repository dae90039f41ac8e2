import { expect, it } from 'vitest'
import { loadShippedWeights } from '../../reader/shipped-weights.node.ts'
import { questionDimensions } from '../../reader/question.ts'
import { scorerModule } from '../../reader/reader-weights.ts'
import { spanDimensions } from '../../reader/candidates.ts'
import { makeAdapterFiles } from '../../testing/adapter-files.ts'
import { describeBackend } from '../../testing/backend-conformance.ts'
import { createReaderBackend } from './reader-backend.ts'

const passages = {
  en: ['What does a dog cost?', 'Dogs travel on all trains. The fee for a dog is £4.50, paid at the desk.'],
  zh: ['带狗乘车要多少钱？', '狗可以乘坐所有列车。携带一只狗的费用为45元，在服务台支付。'],
} as const

for (const language of ['en', 'zh'] as const) {
  const weights = await loadShippedWeights(language)
  const [question, text] = passages[language]
  const source = { start: 0, end: text.length }
  const documents = [{ id: 'a#0', documentId: 'a', title: 'Dogs', text, source, score: 1 }]
  describeBackend(`reader (${language})`, {
    open: async () => createReaderBackend(`reader-${language}`, weights),
    shape: {
      base: weights.name,
      module: scorerModule,
      inputs: spanDimensions,
      outputs: questionDimensions,
    },
    request: { question, documents },
  })
}

it('refuses a question of no characters', async () => {
  const backend = createReaderBackend('reader-en', await loadShippedWeights('en'))
  const { signal } = new AbortController()
  const ask = backend.generate({ question: ' ', documents: [], adapter: null, signal })
  await expect(ask.next()).rejects.toMatchObject({ code: 'QUESTION_EMPTY' })
})

it('refuses an adapter whose shape is not that of its layer', async () => {
  const weights = await loadShippedWeights('en')
  const backend = createReaderBackend('reader-en', weights)
  const shape = { base: weights.name, module: scorerModule, inputs: 3, outputs: 3 }
  await expect(backend.loadAdapter(makeAdapterFiles('small', shape, 1))).rejects.toMatchObject({
    code: 'ADAPTER_INVALID',
  })
})
