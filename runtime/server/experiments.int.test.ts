import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillLab, labExperiment, labNodes } from '../testing/experiment-lab.ts'
import type { TestServer } from '../testing/start-test-server.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ nodes: labNodes })
  await fillLab(server.runtime.services, 12)
})
afterAll(() => server.close())

const send = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(`${server.address}/api/experiments${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  return { status: response.status, text: await response.text(), headers: response.headers }
}

async function runThrough(): Promise<string> {
  const { experiments } = server.client
  const { id } = await experiments.create(labExperiment())
  await experiments.start(id)
  for await (const { state } of experiments.follow(id)) expect(['running', 'complete']).toContain(state)
  return id
}

describe('experiments over HTTP', () => {
  it('are planned, run, followed, read and removed', async () => {
    const { experiments, runs } = server.client
    const id = await runThrough()
    expect(await experiments.get(id)).toMatchObject({ state: 'complete', cells: { done: 24, total: 24 } })
    expect((await experiments.list()).map((one) => one.id)).toContain(id)
    const first = await experiments.cells(id, { limit: 10, variant: 'wrong' })
    expect([first.total, first.items.length]).toEqual([12, 10])
    const rest = await experiments.cells(id, {
      limit: 10,
      variant: 'wrong',
      ...(first.next === undefined ? {} : { after: first.next }),
    })
    expect(rest.items.map(({ row }) => row)).toEqual(['r10', 'r11'])
    const [cell] = (await experiments.cells(id, { row: 'r3', variant: 'wrong' })).items
    expect(cell).toMatchObject({ answer: 'not q 3', scores: { em: 0 } })
    const scores = await experiments.scores(id)
    const { wallMs, cost } = scores.columns
    expect([scores.cells, scores.rows.length, wallMs.length, cost.length]).toEqual([24, 12, 24, 24])
    expect((await experiments.report(id)).variants.map(({ n }) => n)).toEqual([12, 12])
    const runId = await experiments.trace(id, { variant: 'wrong', row: 'r3' })
    expect((await runs.get(runId)).summary.answer).toBe('not q 3')
    await experiments.remove(id)
    await expect(experiments.get(id)).rejects.toMatchObject({ code: 'EXPERIMENT_NOT_FOUND' })
  })

  it.each([
    ['md', 'text/markdown', '# '],
    ['csv', 'text/csv', 'plain'],
    ['html', 'text/html', '<!doctype html>'],
    ['json', 'application/json', '"isComplete"'],
  ])('are reported as %s', async (format, type, part) => {
    const id = await runThrough()
    const { status, text, headers } = await send('GET', `/${id}/report?format=${format}`)
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining(type)])
    expect(text.toLowerCase()).toContain(part.toLowerCase())
  })

  it('stop and go on', async () => {
    const { experiments } = server.client
    const slow = [{ node: 'step', path: 'config.waitMs', value: 5 }]
    const { id } = await experiments.create(
      labExperiment({
        warmUp: 0,
        variants: [{ id: 'plain', name: 'P', pipeline: 'lab', overrides: slow }],
      }),
    )
    await experiments.start(id)
    expect((await send('DELETE', `/${id}`)).status).toBe(409)
    expect((await experiments.stop(id)).state).toBe('stopped')
    expect((await experiments.report(id)).isComplete).toBe(false)
    const partial = await send('GET', `/${id}/report?baseline=plain`)
    expect([partial.status, partial.text]).toEqual([409, expect.stringContaining('BASELINE_PARTIAL')])
    await experiments.start(id)
    let last = ''
    for await (const { state } of experiments.follow(id)) last = state
    expect(last).toBe('complete')
    expect((await experiments.report(id, 'plain')).isComplete).toBe(true)
    await expect(experiments.report(id, 'none')).rejects.toMatchObject({ code: 'BASELINE_UNKNOWN' })
  })

  const [plain] = labExperiment().variants
  it.each<[string, string, string, unknown, number, string]>([
    ['an unknown experiment', 'GET', '/none', undefined, 404, 'EXPERIMENT_NOT_FOUND'],
    ['a start of none', 'POST', '/none/start', {}, 404, 'EXPERIMENT_NOT_FOUND'],
    ['scores of none', 'GET', '/none/scores', undefined, 404, 'EXPERIMENT_NOT_FOUND'],
    ['events of none', 'GET', '/none/events', undefined, 404, 'EXPERIMENT_NOT_FOUND'],
    ['no body', 'POST', '', {}, 422, 'BODY_INVALID'],
    ['no variants', 'POST', '', labExperiment({ variants: [] }), 422, 'BODY_INVALID'],
    ['a wish for 41', 'POST', '', labExperiment({ variants: Array(41).fill(plain) }), 422, 'BODY_INVALID'],
    ['a path that is none', 'POST', '', withPath('nodes.step'), 422, 'BODY_INVALID'],
    ['a path to the prototype', 'POST', '', withPath('config.__proto__.x'), 422, 'OVERRIDE_UNKNOWN'],
    ['a dataset that is not there', 'POST', '', labExperiment({ dataset: 'x' }), 404, 'DATASET_NOT_FOUND'],
    ['a format that is none', 'GET', '/none/report?format=pdf', undefined, 400, 'PARAM_INVALID'],
  ])('refuse %s', async (_what, method, path, body, status, code) => {
    const reply = await send(method, path, body)
    expect([reply.status, reply.text]).toEqual([status, expect.stringContaining(`"code":"${code}"`)])
  })

  function withPath(path: string) {
    return labExperiment({
      variants: [{ id: 'plain', name: 'P', pipeline: 'lab', overrides: [{ node: 'step', path, value: 1 }] }],
    })
  }
})
