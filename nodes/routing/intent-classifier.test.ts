import { describe, expect, it } from 'vitest'
import { failure } from '../../runtime/core/errors/failure.ts'
import { runNode } from '../../runtime/testing/run-node.ts'
import { intentClassifier } from './intent-classifier.ts'

const intent = {
  label: 'refund',
  confidence: 0.3,
  margin: 0.1,
  runnerUp: null,
  top: [],
  outOfScope: true,
  model: 'desk@1',
}

describe('intent classifier', () => {
  it('passes on what the model says, however unsure it is', async () => {
    const open = () => Promise.resolve({ version: 'desk@1', labels: ['refund'], predict: () => intent })
    const result = await runNode(
      intentClassifier,
      { text: 'money' },
      { intents: 'desk' },
      { services: { intents: { open } } },
    )
    expect(result.outputs['intent']).toBe(intent)
    expect(result.annotations).toMatchObject({ 'intent.model': 'desk@1', 'intent.outOfScope': true })
  })

  it('passes on that the model is not trained', async () => {
    const open = () => Promise.reject(failure('INTENTS_NOT_TRAINED', { intents: 'desk' }))
    const running = runNode(
      intentClassifier,
      { text: 'x' },
      { intents: 'desk' },
      { services: { intents: { open } } },
    )
    await expect(running).rejects.toMatchObject({ code: 'INTENTS_NOT_TRAINED' })
  })
})
