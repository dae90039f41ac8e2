/** Server-sent events, written to the raw response with respect for a slow reader. */
import { once } from 'node:events'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { toFailure } from '../core/errors/failure.ts'

export interface SseEvent {
  readonly id?: number
  readonly event?: string
  readonly data: unknown
}

const heartbeatMs = 15_000
/** A reader that takes nothing for so long is cut off; it can come back with `Last-Event-ID`. */
const stalledMs = 30_000

/** A signal that aborts when the client goes away. */
export function clientSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(new Error('The client went away.'))
  })
  return controller.signal
}

/** The `seq` to go on from, by `Last-Event-ID`. */
export function nextSeq(request: FastifyRequest): number {
  const last = Number(request.headers['last-event-id'] ?? '-1')
  return Number.isSafeInteger(last) && last >= 0 ? last + 1 : 0
}

/** Streams events until they end or the client goes away. JSON holds no raw line breaks, so each event is one `data` line. */
export async function sendEvents(
  reply: FastifyReply,
  events: AsyncIterable<SseEvent>,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { raw } = reply
  reply.hijack()
  raw.writeHead(200, {
    ...Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)])),
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  })
  const writer = new BurstWriter(raw)
  const heartbeat = setInterval(() => {
    if (!raw.writableNeedDrain) raw.write(': alive\n\n')
  }, heartbeatMs)
  try {
    for await (const event of events) {
      if (signal.aborted) break
      writer.add(formatEvent(event))
      if (writer.isFull && !(await hasDrained(raw, signal))) break
    }
  } catch (error) {
    if (!signal.aborted)
      writer.add(formatEvent({ event: 'error', data: { error: toFailure(error).toJSON() } }))
  } finally {
    clearInterval(heartbeat)
    writer.flush()
    raw.end()
  }
}

/** Characters after which a burst is written although more of it may follow. */
const burstLength = 64 * 1024

/** Writes what comes in one turn of the event loop as one piece: framing each event alone costs more than making it. */
class BurstWriter {
  readonly #raw: FastifyReply['raw']
  #burst = ''
  #isFull = false

  constructor(raw: FastifyReply['raw']) {
    this.#raw = raw
  }

  /** The reader has to take something before more is written. */
  get isFull(): boolean {
    return this.#isFull && this.#raw.writableNeedDrain
  }

  add(text: string): void {
    if (this.#burst === '') process.nextTick(() => this.flush())
    this.#burst += text
    if (this.#burst.length >= burstLength) this.flush()
  }

  flush(): void {
    if (this.#burst === '') return
    const text = this.#burst
    this.#burst = ''
    if (!this.#raw.writableEnded && !this.#raw.destroyed) this.#isFull = !this.#raw.write(text)
  }
}

/** Waits until the reader has taken what was written. False when it has gone or takes nothing any more. */
async function hasDrained(raw: FastifyReply['raw'], signal: AbortSignal): Promise<boolean> {
  try {
    await once(raw, 'drain', { signal: AbortSignal.any([signal, AbortSignal.timeout(stalledMs)]) })
    return true
  } catch {
    raw.destroy()
    return false
  }
}

function formatEvent({ id, event, data }: SseEvent): string {
  return `${id === undefined ? '' : `id: ${id}\n`}${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`
}
