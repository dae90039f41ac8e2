/**
 * LangGraph.js on the two graphs of bench/engine/graphs.ts, in a process of its own: it sets up an AsyncLocalStorage, which on
 * Node 20 slows every promise of its process. Answers messages { graph, heatMs, sampleMs } with microseconds a request.
 */
import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import { Annotation, END, START, StateGraph } from '@langchain/langgraph'

const State = Annotation.Root({ value: Annotation() })
const branches = ['north', 'east', 'south', 'west']

/** Keeps what a trace needs: start, duration, input and output of every node. */
class Recorder extends BaseCallbackHandler {
  name = 'recorder'
  records = new Map()
  handleChainStart(_chain, inputs, runId) {
    this.records.set(runId, { start: performance.now(), durationMs: 0, inputs, outputs: undefined })
  }
  handleChainEnd(outputs, runId) {
    const record = this.records.get(runId)
    if (record === undefined) return
    record.durationMs = performance.now() - record.start
    record.outputs = outputs
  }
}

function buildLine() {
  const graph = new StateGraph(State)
  for (let index = 0; index < 100; index += 1) {
    graph.addNode(`n${index}`, async ({ value }) => ({ value: value + 1 }))
    graph.addEdge(index === 0 ? START : `n${index - 1}`, `n${index}`)
  }
  return graph.addEdge('n99', END).compile()
}

function buildRouter() {
  const same = async ({ value }) => ({ value })
  const graph = new StateGraph(State).addNode('pick', same).addNode('join', same).addNode('out', same)
  for (const name of branches)
    graph.addNode(name, async ({ value }) => ({ value: value + 1 })).addEdge(name, 'join')
  return graph
    .addEdge(START, 'pick')
    .addConditionalEdges('pick', ({ value }) => branches[value % 4], branches)
    .addEdge('join', 'out')
    .addEdge('out', END)
    .compile()
}

const graphs = { line: [buildLine(), 107], router: [buildRouter(), 8] }

async function request(name) {
  const [graph, expected] = graphs[name]
  const recorder = new Recorder()
  const { value } = await graph.invoke({ value: 7 }, { callbacks: [recorder], recursionLimit: 1_000 })
  if (value !== expected || recorder.records.size === 0) throw new Error(`wrong result: ${value}`)
}

async function sample(name, durationMs) {
  const startedMs = performance.now()
  let count = 0
  while (performance.now() - startedMs < durationMs) {
    await request(name)
    count += 1
  }
  return ((performance.now() - startedMs) * 1000) / count
}

process.on('message', async ({ graph, heatMs, sampleMs }) => {
  await sample(graph, heatMs)
  process.send({ us: await sample(graph, sampleMs) })
})
process.send('ready')
