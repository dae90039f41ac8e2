/** Where requests may go: exact origins an operator listed. Text is read once, by the URL parser that also connects. */
import { isIP } from 'node:net'
import { failure } from '../core/errors/failure.ts'
import { isPrivateAddress } from './private-addresses.ts'

export interface AllowedOrigin {
  /** `https://api.example.com` or `http://127.0.0.1:8080`: scheme, host, port, nothing else. */
  readonly origin: string
  /** The name may resolve to an address inside. An origin written with such an address says so by itself. */
  readonly isInside?: boolean
}

export interface EgressTarget {
  readonly url: URL
  /** Whether the address that is connected to may lie inside. */
  readonly mayBeInside: boolean
}

export interface EgressPolicy {
  /** @throws EGRESS_DENIED */
  admit(address: string): EgressTarget
}

/** @throws EGRESS_DENIED for an entry that is no origin */
export function createEgressPolicy(allowed: readonly (string | AllowedOrigin)[]): EgressPolicy {
  const origins = new Map<string, boolean>()
  for (const entry of allowed) {
    const { origin, isInside = false } = typeof entry === 'string' ? { origin: entry } : entry
    const url = parseAddress(origin)
    if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
      throw failure('EGRESS_DENIED', { origin, reason: 'the list takes origins, without a path' })
    }
    origins.set(url.origin, isInside || isWrittenInside(url))
  }
  return {
    admit: (address) => {
      const url = parseAddress(address)
      const mayBeInside = origins.get(url.origin)
      if (mayBeInside === undefined)
        throw failure('EGRESS_DENIED', { origin: url.origin, reason: 'it is not on the list' })
      return { url, mayBeInside }
    },
  }
}

/** From `SIGNALBOX_EGRESS_ALLOW`: origins, comma separated; one in brackets, `[http://engine:8000]`, may lie inside. */
export function readAllowedOrigins(text: string): AllowedOrigin[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const inner = /^\[(https?:.*)\]$/.exec(part)?.[1]
      return inner === undefined ? { origin: part } : { origin: inner, isInside: true }
    })
}

function parseAddress(address: string): URL {
  const deny = (reason: string) => failure('EGRESS_DENIED', { origin: shorten(address), reason })
  // The parser drops or rewrites such characters silently; whoever sends them means to hide something.
  if (/[^\x21-\x7e]|\\/.test(address)) throw deny('it holds characters that no address has')
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined) throw deny('it is not an address')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw deny('it is neither http nor https')
  if (url.username !== '' || url.password !== '') throw deny('it holds a user name')
  return url
}

/** An operator who writes `127.0.0.1`, `[::1]` or `localhost` means this machine. */
function isWrittenInside({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  return hostname === 'localhost' || (isIP(host) !== 0 && isPrivateAddress(host))
}

const shorten = (text: string) => text.slice(0, 100).replace(/[^\x21-\x7e]/g, '?')
