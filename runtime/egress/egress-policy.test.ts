import { describe, expect, it } from 'vitest'
import { toFailure } from '../core/errors/failure.ts'
import { createEgressPolicy, readAllowedOrigins } from './egress-policy.ts'
import { isPrivateAddress } from './private-addresses.ts'

describe('isPrivateAddress', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::7f00:1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'fc00::1',
    'fd12::1',
    'fe80::1%eth0',
    'ff02::1',
    'not-an-address',
    '',
  ])('%s lies inside', (address) => {
    expect(isPrivateAddress(address)).toBe(true)
  })

  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00:1450::1',
  ])('%s does not', (address) => {
    expect(isPrivateAddress(address)).toBe(false)
  })
})

describe('egress policy', () => {
  const policy = createEgressPolicy(['https://api.example.com', 'http://127.0.0.1:8080'])

  it('admits listed origins, whatever the path', () => {
    expect(policy.admit('https://API.example.com:443/v1/chat?x=1')).toMatchObject({ mayBeInside: false })
    expect(policy.admit('http://127.0.0.1:8080/v1')).toMatchObject({ mayBeInside: true })
  })

  it.each([
    'https://api.example.com:8443/',
    'http://api.example.com/',
    'https://api.example.com.evil.test/',
    'https://evil.test/https://api.example.com',
    'https://api.example.com@evil.test/',
    'https://user:secret@api.example.com/',
    'https:\\\\api.example.com/',
    'https://api.example.com\t/',
    'https://api.example.com/a b',
    'http://127.0.0.1:8081/',
    'http://localhost:8080/',
    'file:///etc/passwd',
    'unix:/run/x.sock',
    'ftp://api.example.com/',
    '//api.example.com/',
    'api.example.com',
    '',
  ])('refuses %s', (address) => {
    expect(() => policy.admit(address)).toThrow(expect.objectContaining({ code: 'EGRESS_DENIED' }))
  })

  it('reads loopback in every spelling as the one address it is', () => {
    for (const spelling of ['http://2130706433:8080/', 'http://0x7f.1:8080/', 'http://127.1:8080/'])
      expect(policy.admit(spelling).url.hostname).toBe('127.0.0.1')
    const open = createEgressPolicy([])
    for (const spelling of ['http://2130706433/', 'http://[::ffff:7f00:1]/', 'http://①②⑦.0.0.1/'])
      expect(() => open.admit(spelling)).toThrow(expect.objectContaining({ code: 'EGRESS_DENIED' }))
  })

  it('does not let a secret of a refused address out', () => {
    const thrown = (() => {
      try {
        return policy.admit('https://evil.test/?key=sesame')
      } catch (error) {
        return error
      }
    })()
    expect(toFailure(thrown).message).not.toContain('sesame')
  })

  it('takes origins only, from the environment too', () => {
    expect(() => createEgressPolicy(['https://api.example.com/v1'])).toThrow('without a path')
    expect(readAllowedOrigins(' https://a.test , [http://engine:8000],')).toEqual([
      { origin: 'https://a.test' },
      { origin: 'http://engine:8000', isInside: true },
    ])
  })
})
