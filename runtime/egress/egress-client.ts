/**
 * The one client for everything outgoing: listed origins only, the address that is connected to is the one that was checked,
 * no redirects, bounded bytes and time.
 */
import { lookup as lookupName } from 'node:dns'
import type { IncomingMessage, RequestOptions } from 'node:http'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isIP } from 'node:net'
import { Failure, failure } from '../core/errors/failure.ts'
import type { CredentialReader } from '../core/services/credentials.ts'
import type { EgressClient, EgressRequest, EgressResponse } from '../core/services/egress.ts'
import type { AllowedOrigin, EgressTarget } from './egress-policy.ts'
import { createEgressPolicy } from './egress-policy.ts'
import type { SecretHider } from './hide-secret.ts'
import { createSecretHider } from './hide-secret.ts'
import { isPrivateAddress } from './private-addresses.ts'

export interface EgressOptions {
  readonly allow: readonly (string | AllowedOrigin)[]
  readonly credentials?: CredentialReader
  /** The most bytes of an answer. @default 32 MiB */
  readonly maxBytes?: number
  /** Silence after which a request is given up. @default 60 s */
  readonly idleTimeoutMs?: number
  /** Resolves names; for tests. @default the system's */
  readonly lookup?: LookupFunction
}

const defaultMaxBytes = 32 * 1024 * 1024
const defaultIdleTimeoutMs = 60_000

/** Headers that the client sets or that would change where the request goes. */
const ownHeaders = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding'])

export function createEgressClient(options: EgressOptions): EgressClient {
  const policy = createEgressPolicy(options.allow)
  return {
    send: async (request) => {
      const target = policy.admit(request.url)
      assertLiteralAllowed(target)
      const admitted = await headersOf(request, target.url.origin, options.credentials)
      request.signal.throwIfAborted()
      return sendTo(target, request, admitted, options)
    },
  }
}

/** The lookup hook is not called for addresses that need no lookup. */
function assertLiteralAllowed({ url, mayBeInside }: EgressTarget): void {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!mayBeInside && isIP(host) !== 0 && isPrivateAddress(host))
    throw failure('EGRESS_DENIED', { origin: url.origin, reason: 'its address lies inside' })
}

/** A request as it is sent. */
interface AdmittedHeaders {
  readonly headers: Readonly<Record<string, string>>
  /** Takes the secret that was sent out of what comes back. */
  readonly hider?: SecretHider
}

async function headersOf(
  { headers, credential }: EgressRequest,
  origin: string,
  credentials: CredentialReader | undefined,
): Promise<AdmittedHeaders> {
  const sent: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase()
    if (!ownHeaders.has(lower)) sent[lower] = value
  }
  if (credential === undefined) return { headers: sent }
  if (credentials === undefined) throw failure('CREDENTIALS_NOT_KEPT', { credential })
  const { name, value } = await credentials.headerFor(credential, origin)
  return { headers: { ...sent, [name.toLowerCase()]: value }, hider: createSecretHider(value) }
}

function sendTo(
  target: EgressTarget,
  { method, body, signal }: EgressRequest,
  { headers, hider }: AdmittedHeaders,
  { idleTimeoutMs = defaultIdleTimeoutMs, maxBytes = defaultMaxBytes, lookup }: EgressOptions,
): Promise<EgressResponse> {
  const { url } = target
  const { origin } = url
  const settings: RequestOptions = {
    method,
    headers: { ...headers, 'accept-encoding': 'identity' },
    lookup: checkedLookup(target, lookup ?? lookupName),
    signal,
    timeout: idleTimeoutMs,
    // A connection of its own: nothing that was checked earlier is trusted again.
    agent: false,
  }
  return new Promise((resolve, reject) => {
    let answer: IncomingMessage | undefined
    const fail = (error: unknown) =>
      reject(signal.aborted ? signal.reason : toUpstreamFailure(origin, error, hider))
    const send = url.protocol === 'https:' ? requestHttps : requestHttp
    const outgoing = send(url, settings, (incoming) => {
      answer = incoming
      const answered = flatten(incoming, hider)
      const fault = faultOf(origin, incoming.statusCode, answered)
      if (fault === undefined) {
        const read = readBody(incoming, origin, maxBytes, signal)
        resolve({
          status: incoming.statusCode ?? 0,
          headers: answered,
          body: hider === undefined ? read : hider.stream(read),
        })
        return
      }
      incoming.destroy()
      reject(fault)
    })
    outgoing.on('timeout', () => {
      const silence = failure('UPSTREAM_TIMEOUT', { origin, timeoutMs: idleTimeoutMs })
      // Once the answer has begun, its reader is the one to tell.
      answer?.destroy(silence)
      outgoing.destroy(silence)
    })
    outgoing.on('error', fail)
    outgoing.end(body)
  })
}

/** Resolves the name and refuses addresses inside; the socket connects to what was checked here. */
function checkedLookup({ url, mayBeInside }: EgressTarget, lookup: LookupFunction): LookupFunction {
  return (hostname, settings, done) => {
    lookup(hostname, settings, (error, found, family) => {
      const addresses = typeof found === 'string' ? [found] : (found ?? []).map(({ address }) => address)
      if (error === null && !mayBeInside && addresses.some(isPrivateAddress)) {
        const reason = 'its name leads to an address inside'
        done(failure('EGRESS_DENIED', { origin: url.origin, reason }), '', 0)
      } else done(error, found, family)
    })
  }
}

function faultOf(
  origin: string,
  statusCode = 0,
  headers: Readonly<Record<string, string>>,
): Failure | undefined {
  if (statusCode >= 300 && statusCode < 400 && statusCode !== 304)
    return failure('UPSTREAM_REDIRECT', { origin })
  const encoding = headers['content-encoding'] ?? 'identity'
  return encoding === 'identity' ? undefined : failure('UPSTREAM_ENCODED', { origin, encoding })
}

function flatten({ headers }: IncomingMessage, hider: SecretHider | undefined): Record<string, string> {
  const hide = (text: string) => hider?.text(text) ?? text
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[hide(name), hide(Array.isArray(value) ? value.join(', ') : value)]],
    ),
  )
}

async function* readBody(
  incoming: IncomingMessage,
  origin: string,
  limit: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  let bytes = 0
  try {
    for await (const chunk of incoming) {
      if (!(chunk instanceof Uint8Array)) continue
      bytes += chunk.length
      if (bytes > limit) throw failure('UPSTREAM_TOO_LARGE', { origin, limit })
      yield chunk
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : toUpstreamFailure(origin, error)
  } finally {
    // A reader that stops early must not leave the connection open.
    incoming.destroy()
  }
}

function toUpstreamFailure(origin: string, error: unknown, hider?: SecretHider): Failure {
  if (error instanceof Failure) return error
  const reason = error instanceof Error ? error.message || error.name : String(error)
  return failure('UPSTREAM_UNREACHABLE', { origin, reason: hider?.text(reason) ?? reason }, { cause: error })
}
