/**
 * Addresses that lie inside: this machine, the local network, the metadata services of clouds, and the forms of IPv6 that
 * carry an IPv4 address. Source: IANA's registries of special-purpose addresses, IPv4 and IPv6.
 */
import { BlockList, isIP } from 'node:net'

export const privateRanges = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // Holds `::`, `::1` and the IPv4-compatible addresses; the IPv4-mapped ones are checked as what they map to.
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const

const inside = new BlockList()
for (const [address, bits] of privateRanges)
  inside.addSubnet(address, bits, address.includes(':') ? 'ipv6' : 'ipv4')

/** @param address an IP address as text; anything else counts as private */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, '')
  switch (isIP(plain)) {
    case 4:
      return inside.check(plain, 'ipv4')
    case 6:
      return inside.check(plain, 'ipv6')
    default:
      return true
  }
}
