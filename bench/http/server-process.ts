/** Fastify with the router graph and a stream of 50 events, each by the engine and by hand; prints its port. */
import Fastify from 'fastify'
import { z } from 'zod'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import { port } from '../../runtime/core/node/ports.ts'
import type { TraceEvent } from '../../runtime/core/trace/events.ts'
import { compile } from '../../runtime/engine/compile.ts'
import type { SseEvent } from '../../runtime/server/sse.ts'
import { sendEvents } from '../../runtime/server/sse.ts'
import { answerOf, compileGraph, handRouter, lineOf, registry, routerGraph } from '../engine/graphs.ts'

const bodySchema = {
  type: 'object',
  required: ['question'],
  properties: { question: { type: 'number' } },
} as const

const talk = defineNode({
  type: 'talk',
  version: 1,
  title: 'Talk',
  category: 'generation',
  summary: '',
  config: z.object({}),
  inputs: { value: port.any('In') },
  outputs: { out: port.text('Out') },
  needs: [],
  migrations: {},
  async *run() {
    let out = ''
    for (let index = 0; index < 40; index += 1) {
      const delta = `word ${index} `
      out += delta
      yield { port: 'out', delta } as const
    }
    return { out }
  },
})

const router = compileGraph(routerGraph)
const talking = compile(lineOf(1, 'talk'), { nodes: [...registry, talk] })
/** The very events that the engine streams, for the handler by hand: 40 deltas and those of three nodes and the run. */
const { events } = await talking.run({ question: 7 })
const { signal } = new AbortController()

/** As the server's own route puts events on the wire. */
function mapEvents(events: AsyncIterableIterator<TraceEvent>): AsyncIterable<SseEvent> {
  const next = async (): Promise<IteratorResult<SseEvent>> => {
    const { done = false, value } = await events.next()
    return done
      ? { done, value: undefined }
      : { done, value: { id: value.seq, event: value.type, data: value } }
  }
  return { [Symbol.asyncIterator]: () => ({ next }) }
}

const app = Fastify()
const schema = { body: bodySchema }
interface Body {
  readonly question: number
}

app.post<{ Body: Body }>('/router/hand', { schema }, async ({ body }) => ({
  answer: await handRouter(body.question),
}))
app.post<{ Body: Body }>('/router/engine', { schema }, async ({ body }) => ({
  answer: answerOf(await router.run({ question: body.question }, { signal })),
}))
app.post<{ Body: Body }>('/stream/hand', { schema }, (_request, reply) => {
  reply.hijack()
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
  for (const event of events)
    reply.raw.write(`id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
  reply.raw.end()
})
app.post<{ Body: Body }>('/stream/engine', { schema }, async ({ body }, reply) => {
  const following = talking.stream({ question: body.question }, { signal })
  await sendEvents(reply, mapEvents(following), signal)
})

const address = await app.listen({ host: '127.0.0.1', port: 0 })
process.send?.({ address, events: events.length })
// Asked between samples: the CPU time of this process so far, in microseconds.
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.(user + system)
})
