import { expect, it } from 'vitest'
import { composeTestServices } from '../testing/compose-test-services.ts'
import { openMemoryStores } from '../storage/memory/open-stores.ts'
import { echoPipeline, node, pipelineOf, wire } from '../testing/pipelines.ts'

const forked = pipelineOf(
  [
    node('ask', 'input'),
    node('router', 'condition-router', {
      rules: [{ id: 'long', label: 'Long', when: 'request.question == "long"' }],
    }),
    node('answer', 'output'),
  ],
  [wire('ask.question', 'router.value'), wire('router.default', 'answer.value')],
  'forked',
)

function setUp() {
  const stores = openMemoryStores()
  const { services } = composeTestServices({ stores })
  const run = async (pipeline: string, question: string, part: object = {}) => {
    const { runId, finished } = await services.runs.start(pipeline, { inputs: { question }, ...part })
    await finished
    return runId
  }
  return { stores, services, run }
}

it('says how long nodes took and how often they were hit, and nothing below n = 5', async () => {
  const { services, run } = setUp()
  await services.pipelines.create(echoPipeline)
  for (let count = 0; count < 4; count += 1) await run('echo', 'x')
  const few = await services.runs.heatMap('echo')
  expect(few.runs).toBe(4)
  expect(few.nodes).toHaveLength(3)
  for (const { hits, durationMs, shareOfTime, errorRate } of few.nodes) {
    expect({ hits, ...durationMs, shareOfTime, errorRate }).toEqual({
      hits: 4,
      n: 4,
      p50: null,
      p95: null,
      shareOfTime: null,
      errorRate: null,
    })
  }
  await run('echo', 'x')
  const { nodes, ports } = await services.runs.heatMap('echo')
  for (const { durationMs, errorRate } of nodes) {
    expect(durationMs.p50).toBeGreaterThanOrEqual(0)
    expect(durationMs.p95).toBeGreaterThanOrEqual(durationMs.p50 ?? Infinity)
    expect(errorRate).toBe(0)
  }
  expect(ports).toContainEqual(expect.objectContaining({ node: 'ask', port: 'question', hits: 5, of: 5 }))
  expect((await services.runs.heatMap('echo', 2)).runs).toBe(2)
})

it('counts the port that a router took, and runs that failed there', async () => {
  const { services, run } = setUp()
  await services.pipelines.create(forked)
  for (let count = 0; count < 6; count += 1) await run('forked', count < 2 ? 'long' : 'short')
  const { runs, ports } = await services.runs.heatMap('forked')
  const portOf = (port: string) => ports.find((one) => one.node === 'router' && one.port === port)
  expect(runs).toBe(6)
  expect(portOf('default')).toMatchObject({ hits: 4, of: 6 })
  expect(portOf('long')).toMatchObject({ hits: 2, of: 6 })
})

it('leaves out values that were reused and reads each trace once', async () => {
  const { stores, services, run } = setUp()
  await services.pipelines.create(echoPipeline)
  const runId = await run('echo', 'x')
  await run('echo', 'x', { reuse: { runId, from: 'answer' } })
  let reads = 0
  const { events } = stores.runs
  stores.runs.events = (id, from) => {
    reads += 1
    return events(id, from)
  }
  const { nodes } = await services.runs.heatMap('echo')
  const hits = Object.fromEntries(nodes.map((one) => [one.node, one.hits]))
  expect(hits).toMatchObject({ ask: 1, answer: 2 })
  await services.runs.heatMap('echo')
  expect(reads).toBe(2)
})

it('counts nodes inside a list by their place, once for each item', async () => {
  const { services, run } = setUp()
  const fields = { fields: [{ name: 'item', type: 'json' }] }
  const inner = pipelineOf(
    [
      node('in', 'input', fields),
      node('route', 'condition-router', { rules: [{ id: 'a', label: 'A', when: 'nodes.in.item == 1' }] }),
      node('out', 'output'),
      node('other', 'output', { name: 'other' }),
    ],
    [wire('in.item', 'route.value'), wire('route.a', 'out.value'), wire('route.default', 'other.value')],
    'inner',
  )
  await services.pipelines.create(
    pipelineOf(
      [
        node('ask', 'input', { fields: [{ name: 'question', type: 'json' }] }),
        node('each', 'map', { pipeline: { inline: inner } }),
        node('answer', 'output'),
      ],
      [wire('ask.question', 'each.items'), wire('each.results', 'answer.value')],
      'mapped',
    ),
  )
  const { finished } = await services.runs.start('mapped', { inputs: { question: [1, 1, 2, 3, 4, 5] } })
  await finished
  await run('mapped', 'not a list')
  const { nodes, ports } = await services.runs.heatMap('mapped')
  expect(nodes.find((one) => one.node === 'each/route')).toMatchObject({
    hits: 6,
    failed: 0,
    errorRate: 0,
    durationMs: { n: 6 },
  })
  expect(ports).toContainEqual(expect.objectContaining({ node: 'each/route', port: 'a', hits: 2, of: 6 }))
})
