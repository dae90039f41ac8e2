/** An OpenAI-compatible server on a port of its own that keeps the headers it gets and answers as a test wants. */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface EchoingEngine {
  readonly origin: string
  readonly seen: IncomingHttpHeaders[]
  /** How it answers; streams a short answer unless a test says otherwise. */
  answer: (response: ServerResponse, headers: IncomingHttpHeaders) => void
  close(): void
}

/** Streams a text as the answer of a model. */
export function streamAnswer(response: ServerResponse, text: string): void {
  const chunk = (delta: object, finish: string | null) =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }], model: 'tiny' })}\n\n`
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.end(`${chunk({ content: text }, null)}${chunk({}, 'stop')}data: [DONE]\n\n`)
}

export async function startEchoingEngine(): Promise<EchoingEngine> {
  const server = createServer((request, response) => {
    engine.seen.push(request.headers)
    request.resume().on('end', () => engine.answer(response, request.headers))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Listening on a port, it has an address with one.
  const { port } = server.address() as AddressInfo
  const engine: EchoingEngine = {
    origin: `http://127.0.0.1:${port}`,
    seen: [],
    answer: (response) => streamAnswer(response, 'Hello.'),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
  return engine
}
