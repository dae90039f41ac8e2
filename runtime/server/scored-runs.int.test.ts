import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { feeQuestions, fillFeeDesk } from '../testing/fee-desk.ts'
import { deskPipeline, echoPipeline } from '../testing/pipelines.ts'
import type { TestServer } from '../testing/start-test-server.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await fillFeeDesk(server.runtime.services)
  await server.client.pipelines.create(deskPipeline)
  await server.client.pipelines.create(echoPipeline)
})
afterAll(() => server.close())

async function run(pipeline: string, body: unknown) {
  const response = await fetch(`${server.address}/api/pipelines/${pipeline}/runs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await response.json()) as { runId: string; outputs: { answer: { text: string } }; scores?: object }
}

describe('a run that says what is expected', () => {
  it('is scored in its answer, its trace and the list', async () => {
    const question = feeQuestions[0]
    if (question === undefined) throw new Error('the desk has questions')
    const expected = { answers: question.answers, intent: 'no-such-intent', documentIds: ['nowhere'] }
    const { runId, outputs, scores } = await run('desk', {
      inputs: { question: question.question },
      expected,
    })
    expect(scores).toMatchObject({ em: expect.any(Number), f1: expect.any(Number), intent: 0, recall: 0 })
    const again = await run('desk', {
      inputs: { question: question.question },
      expected: { answers: [outputs.answer.text] },
    })
    expect(again.scores).toEqual({ em: 1, f1: 1, rougeL: 1, containment: 1 })
    const response = await fetch(`${server.address}/api/runs/${runId}`)
    const { summary, events } = (await response.json()) as { summary: object; events: object[] }
    expect(summary).toMatchObject({ id: runId, scores })
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', scores })
    const { items } = await server.client.runs.list({ pipelineId: 'desk' })
    expect(items.find(({ id }) => id === runId)?.scores).toEqual(scores)
  })

  it('has scores only for what it has', async () => {
    const inputs = { question: 'why?' }
    const expected = { answers: ['asked why'], intent: 'delay', documentIds: ['a'] }
    const { scores } = await run('echo', { inputs, expected })
    // "You asked why" against it: two of three words, two of two, in its order.
    expect(scores).toEqual({ em: 0, f1: 0.8, rougeL: 0.8, containment: 1 })
    expect((await run('echo', { inputs })).scores).toBeUndefined()
  })
})
