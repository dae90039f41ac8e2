/** Our engine in a process of its own, for comparison with others: answers { graph, heatMs, sampleMs } with microseconds a request. */
import { answerOf, compileGraph, lineOf, routerGraph } from './graphs.ts'

const graphs = {
  line: { pipeline: compileGraph(lineOf(100, 'add')), expected: 107 },
  router: { pipeline: compileGraph(routerGraph), expected: 8 },
}
export type GraphName = keyof typeof graphs
export interface SampleOrder {
  readonly graph: GraphName
  readonly heatMs: number
  readonly sampleMs: number
}

async function sample(name: GraphName, durationMs: number): Promise<number> {
  const { pipeline, expected } = graphs[name]
  const { signal } = new AbortController()
  const startedMs = performance.now()
  let count = 0
  while (performance.now() - startedMs < durationMs) {
    if (answerOf(await pipeline.run({ question: 7 }, { signal })) !== expected)
      throw new Error('wrong result')
    count += 1
  }
  return ((performance.now() - startedMs) * 1000) / count
}

process.on('message', ({ graph, heatMs, sampleMs }: SampleOrder) => {
  void sample(graph, heatMs)
    .then(() => sample(graph, sampleMs))
    .then((us) => process.send?.({ us }))
})
process.send?.('ready')
