/** Says what a text is about, with calibrated probabilities. It never decides: that is the router's and the bank's part. */
import { z } from 'zod'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import { port } from '../../runtime/core/node/ports.ts'

const config = z.object({
  intents: z.string().min(1, 'choose an intent model').max(64).meta({
    title: 'Intent model',
    description: 'Trained under Routing.',
    widget: 'resource',
    resource: 'intents',
  }),
})

export const intentClassifier = defineNode({
  type: 'intent-classifier',
  version: 1,
  title: 'Intent classifier',
  category: 'routing',
  summary: 'Names the intent of a text with a calibrated confidence.',
  config,
  inputs: { text: port.text('Text') },
  outputs: { intent: port.intent('Intent') },
  needs: ['intents'],
  migrations: {},
  pins: ({ intents }) => [{ kind: 'intents', id: intents }],
  async run({ text }, { intents }, { services, trace }) {
    const model = await services.intents.open(intents, (progress) => trace.progress(progress))
    const intent = model.predict(text)
    trace.annotate({ 'intent.model': intent.model, 'intent.outOfScope': intent.outOfScope })
    return { intent }
  },
})
