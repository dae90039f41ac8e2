/** Closed-loop load over keep-alive sockets, as cheap as it can be: one request's bytes, again and again. */
import { connect } from 'node:net'

const connections = 32

export interface Load {
  readonly requests: number
  readonly seconds: number
}

/** Asks `path` for so long. @throws Error on an answer other than 200 */
export async function measureLoad(
  address: string,
  path: string,
  durationMs: number,
  body = '{"question":7}',
): Promise<Load> {
  const { hostname, port } = new URL(address)
  const request = Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
  const startedMs = performance.now()
  let answered = 0
  const client = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(Number(port), hostname)
      let answer = ''
      socket.setNoDelay(true)
      socket.on('error', reject)
      socket.on('connect', () => socket.write(request))
      socket.on('data', (bytes: Buffer) => {
        answer += bytes.toString('latin1')
        if (!isWhole(answer)) return
        if (!answer.startsWith('HTTP/1.1 200')) return reject(new Error(answer.slice(0, 300)))
        answer = ''
        answered += 1
        if (performance.now() - startedMs < durationMs) socket.write(request)
        else socket.end(resolve)
      })
    })
  await Promise.all(Array.from({ length: connections }, client))
  return { requests: answered, seconds: (performance.now() - startedMs) / 1000 }
}

function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n')
  if (head < 0) return false
  const length = /content-length: (\d+)/i.exec(answer.slice(0, head))
  return length === null ? answer.endsWith('0\r\n\r\n') : answer.length >= head + 4 + Number(length[1])
}
