/** An OpenAI-compatible server on a port of its own that keeps the headers it gets and answers as a test wants. */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface EchoingEngine {
  readonly origin: string
  readonly seen: IncomingHttpHeaders[]
  /** How it answers; streams a short answer unless a test says otherwise. `body` is the text of the request. */
  answer: (response: ServerResponse, headers: IncomingHttpHeaders, body: string) => void
  close(): void
}

/** Streams a text as the answer of a model. @param usage what it says of its tokens; nothing when left out */
export function streamAnswer(response: ServerResponse, text: string, usage?: object): void {
  const chunk = (delta: object, finish: string | null) =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }], model: 'tiny' })}\n\n`
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const counted = usage === undefined ? '' : `data: ${JSON.stringify({ choices: [], usage })}\n\n`
  response.end(`${chunk({ content: text }, null)}${chunk({}, 'stop')}${counted}data: [DONE]\n\n`)
}

export async function startEchoingEngine(): Promise<EchoingEngine> {
  const server = createServer((request, response) => {
    engine.seen.push(request.headers)
    let body = ''
    request.setEncoding('utf8').on('data', (part: string) => (body += part))
    request.on('end', () => engine.answer(response, request.headers, body))
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
