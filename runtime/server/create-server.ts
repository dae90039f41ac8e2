/** Listens: on loopback unless a token guards it, on the next free port when the wanted one is taken. */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { FastifyInstance } from 'fastify'
import { failure } from '../core/errors/failure.ts'
import type { RuntimeServices } from '../core/services/runtime-services.ts'
import { buildApp } from './app.ts'

export interface ServerOptions {
  /** `127.0.0.1` when left out. */
  readonly host?: string
  /** The first port to try, 4870 when left out; 0 takes any. */
  readonly port?: number
  readonly token?: string
  readonly tokenFile?: string
  readonly staticDir?: string
  readonly log?: { readonly level: string } | false
  readonly version: string
  readonly isReady?: () => boolean
  /** Called when a port was taken by another program and the next one is tried. */
  readonly onPortTaken?: (port: number) => void
}

export interface RunningServer {
  /** `http://host:port`, without a trailing slash. */
  readonly address: string
  readonly instanceId: string
  close(): Promise<void>
}

export const defaultPort = 4870
const portsToTry = 20
const highestPort = 65_535
const minimumTokenLength = 16

/** @throws BIND_NEEDS_TOKEN, TOKEN_TOO_SHORT, NO_FREE_PORT, FILE_UNREADABLE */
export async function createServer(
  services: RuntimeServices,
  options: ServerOptions,
): Promise<RunningServer> {
  const { host, token } = await readBinding(options)
  const hosts = new Set<string>()
  const instanceId = randomUUID()
  const app = await buildApp({
    services,
    instanceId,
    hosts,
    version: options.version,
    ...(token === undefined ? {} : { token }),
    ...(options.staticDir === undefined ? {} : { staticDir: options.staticDir }),
    ...(options.log === undefined ? {} : { log: options.log }),
    ...(options.isReady === undefined ? {} : { isReady: options.isReady }),
  })
  const port = await listenOnFreePort(app, host, options).catch(async (error: unknown) => {
    await app.close()
    throw error
  })
  for (const name of hostNames(host)) {
    hosts.add(`${name}:${port}`)
    // Clients leave out the port that is usual for the scheme.
    if (port === 80) hosts.add(name)
  }
  for (const name of publishedNames()) hosts.add(name)
  const isAnywhere = host === '0.0.0.0' || host === '::'
  const shown = isAnywhere ? 'localhost' : isIP(host) === 6 ? `[${host}]` : host
  return { address: `http://${shown}:${port}`, instanceId, close: () => app.close() }
}

export interface Binding {
  readonly host: string
  readonly token: string | undefined
}

/** Where to listen and with which token. @throws BIND_NEEDS_TOKEN, TOKEN_TOO_SHORT, FILE_UNREADABLE */
export async function readBinding(
  options: Pick<ServerOptions, 'host' | 'token' | 'tokenFile'>,
): Promise<Binding> {
  const host = options.host ?? '127.0.0.1'
  const token = await readToken(options)
  if (token === undefined && !isLoopback(host)) throw failure('BIND_NEEDS_TOKEN', { host })
  return { host, token }
}

async function readToken({
  token,
  tokenFile,
}: Pick<ServerOptions, 'token' | 'tokenFile'>): Promise<string | undefined> {
  const found = tokenFile === undefined ? token : await readTokenFile(tokenFile)
  if (found === undefined || found === '') return undefined
  if (found.length < minimumTokenLength) {
    throw failure('TOKEN_TOO_SHORT', { length: found.length, minimum: minimumTokenLength })
  }
  return found
}

async function readTokenFile(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    throw failure('FILE_UNREADABLE', { file, reason: error instanceof Error ? error.message : String(error) })
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** The names a client may use in its Host header. */
function hostNames(host: string): string[] {
  if (isLoopback(host)) return ['localhost', '127.0.0.1', '[::1]', host.toLowerCase()]
  if (host !== '0.0.0.0' && host !== '::') return [isIP(host) === 6 ? `[${host}]` : host.toLowerCase()]
  const addresses = Object.values(networkInterfaces()).flatMap((one) => one ?? [])
  return [
    'localhost',
    '127.0.0.1',
    '[::1]',
    ...addresses.map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address)),
  ]
}

/** Names under which the operator publishes the server, with their port where it is not the usual one, comma separated. */
function publishedNames(): string[] {
  return (process.env['SIGNALBOX_HOST_NAMES'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
}

async function listenOnFreePort(app: FastifyInstance, host: string, options: ServerOptions): Promise<number> {
  const first = options.port ?? defaultPort
  const last = first === 0 ? 0 : Math.min(first + portsToTry - 1, highestPort)
  for (let port = first; port <= last; port += 1) {
    try {
      await app.listen({ host, port })
      const address = app.server.address()
      return typeof address === 'object' && address !== null ? address.port : port
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') throw error
      if (port < last) options.onPortTaken?.(port)
    }
  }
  throw failure('NO_FREE_PORT', { first, last })
}
