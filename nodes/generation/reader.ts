/** Quotes the answer from passages with the embedded reader: no download, no language model. */
import { z } from 'zod'
import { failure } from '../../runtime/core/errors/failure.ts'
import type { NodeDelta } from '../../runtime/core/node/define-node.ts'
import { verbatim } from '../../runtime/core/node/card-fact.ts'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import { port } from '../../runtime/core/node/ports.ts'
import { recordTokens } from '../../runtime/core/node/record-tokens.ts'
import type { Answer } from '../../runtime/core/values.ts'

const config = z.object({
  language: z
    .enum(['en', 'zh'])
    .default('en')
    .meta({
      title: 'Language',
      description: 'English or Chinese passages.',
      options: { en: 'English', zh: '简体中文' },
    }),
  backend: z.string().max(64).default('').meta({
    title: 'Backend',
    description: 'What generates the answer. Empty: the embedded reader for the language.',
    widget: 'resource',
    resource: 'backend',
  }),
})

export const reader = defineNode({
  type: 'reader',
  version: 1,
  title: 'Reader',
  category: 'generation',
  summary: 'Quotes the answer from the passages, and declines when nothing supports one.',
  config,
  inputs: {
    question: port.text('Question'),
    documents: port.documents('Documents'),
    adapter: port.decision('Adapter', { optional: true }),
  },
  outputs: { answer: port.answer('Answer') },
  needs: ['backends'],
  migrations: {},
  pins: ({ backend }) => (backend === '' ? [] : [{ kind: 'backend', id: backend }]),
  describe: ({ language, backend }) => [
    verbatim(language === 'zh' ? '简体中文' : 'English'),
    ...(backend === '' ? [] : [verbatim(backend)]),
  ],
  async *run(
    { question, documents, adapter },
    { language, backend: chosen },
    context,
  ): AsyncGenerator<NodeDelta, { answer: Answer }, void> {
    if (question.trim() === '') throw failure('QUESTION_EMPTY', {}, { node: context.nodeId })
    const backend = await context.services.backends.open(chosen === '' ? `reader-${language}` : chosen)
    const pieces = backend.generate({
      question,
      documents,
      adapter: adapter?.adapter ?? null,
      language,
      signal: context.signal,
    })
    for (;;) {
      const next = await pieces.next()
      if (next.done === true) {
        recordTokens(context.trace, null, next.value)
        return { answer: next.value }
      }
      yield { port: 'answer', delta: next.value }
    }
  },
})
