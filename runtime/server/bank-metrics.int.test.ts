import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { feeQuestions, fillFeeDesk } from '../testing/fee-desk.ts'
import { deskPipeline } from '../testing/pipelines.ts'
import type { TestServer } from '../testing/start-test-server.ts'
import { startTestServer } from '../testing/start-test-server.ts'

const requests = 5

let server: TestServer
const runIds: string[] = []
beforeAll(async () => {
  server = await startTestServer()
  await fillFeeDesk(server.runtime.services)
  await server.client.pipelines.create(deskPipeline)
  for (const { question } of feeQuestions.slice(0, requests)) {
    const run = server.client.runs.stream('desk', {
      inputs: { question },
      expected: { answers: ['nothing of the kind'] },
    })
    for await (const event of run) if (event.type === 'run-started') runIds.push(event.runId)
  }
})
afterAll(() => server.close())

const ask = (path: string) => fetch(`${server.address}/api/banks/${path}`)

describe('what the adapters of a bank cost and bought, over HTTP', () => {
  it('is summed as requests run, with n and interval', async () => {
    const { total, groups } = await server.client.banks.metrics('desk')
    expect([total.n, total.failed]).toEqual([requests, 0])
    expect(groups.reduce((sum, { n }) => sum + n, 0)).toBe(requests)
    expect(total.em).toMatchObject({ n: requests, value: 0, low: 0 })
    expect(total.latencyMs).toMatchObject({ n: requests, p50: expect.any(Number) as number })
    expect((await server.client.banks.metrics('desk', { pipeline: 'another' })).total.n).toBe(0)
  })

  it('has feedback as it comes in: too few to say, then a mean; a label scores its run anew', async () => {
    const [first = '', ...others] = runIds
    await server.client.runs.addFeedback(first, { score: 1 })
    const few = (await server.client.banks.metrics('desk')).total.feedback
    expect([few.n, few.value]).toEqual([1, null])
    for (const id of others) await server.client.runs.addFeedback(id, { score: 1 })
    const { value, n } = (await server.client.banks.metrics('desk')).total.feedback
    expect([n, value]).toEqual([requests, 1])
    let answered = 0
    for (const id of runIds) {
      const { answer, abstained } = (await server.client.runs.get(id)).summary
      if (!abstained) answered += 1
      await server.client.runs.addFeedback(id, { label: answer ?? '' })
    }
    expect(answered).toBeGreaterThan(0)
    // An answer that declines is no answer, whatever its words are.
    const { em } = (await server.client.banks.metrics('desk')).total
    expect(em).toMatchObject({ n: requests, value: answered / requests })
  })

  it.each([
    ['a bank that there is not', 'none/metrics', 404, 'BANK_NOT_FOUND'],
    ['a time that is none', 'desk/metrics?since=yesterday', 400, 'PARAM_INVALID'],
    ['a filter that there is not', 'desk/metrics?intent=fees', 400, 'PARAM_INVALID'],
  ])('of %s is refused', async (_what, path, status, code) => {
    const reply = await ask(path)
    expect([reply.status, await reply.json()]).toMatchObject([status, { error: { code } }])
  })
})
