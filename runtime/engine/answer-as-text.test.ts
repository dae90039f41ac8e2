import { expect, it } from 'vitest'
import { z } from 'zod'
import { builtinNodes } from '../../nodes/index.ts'
import { defineNode } from '../core/node/define-node.ts'
import { port } from '../core/node/ports.ts'
import { node, pipelineOf, wire } from '../testing/pipelines.ts'
import { compile } from './compile.ts'

const answer = { text: 'Twenty days', citations: [], abstained: false, adapter: null, model: 'm' }
const quoting = defineNode({
  type: 'quoting',
  version: 1,
  title: 'Quoting',
  category: 'logic',
  summary: '',
  needs: [],
  migrations: {},
  config: z.object({}),
  inputs: { text: port.text('Text') },
  outputs: { answer: port.answer('Answer') },
  run: () => ({ answer }),
})

it('an answer goes into an input of texts as its text, and into any other as it is', async () => {
  const document = pipelineOf(
    [
      node('ask', 'input'),
      node('quote', 'quoting'),
      node('again', 'quoting'),
      node('whole', 'output', { name: 'whole' }),
    ],
    [
      wire('ask.question', 'quote.text'),
      wire('quote.answer', 'again.text'),
      wire('again.answer', 'whole.value'),
    ],
  )
  const pipeline = compile(document, { nodes: [...builtinNodes, quoting] })
  const { outputs, events } = await pipeline.run({ question: 'How long?' })
  expect(outputs['whole']).toEqual(answer)
  const started = events.find((event) => event.type === 'node-started' && event.node === 'again')
  expect(started).toMatchObject({ inputs: { text: { value: 'Twenty days' } } })
})
