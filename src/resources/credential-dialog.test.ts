import { describe, expect, it } from 'vitest'
import { findFaults } from './credential-dialog.tsx'

const draft = {
  name: 'openai',
  origin: 'https://api.example.com/v1',
  header: 'Authorization',
  secret: 'sk-1234567',
}

describe('faults of a credential', () => {
  it('are none for a name, an address, a header and a key', () => {
    expect(findFaults(draft, undefined)).toEqual({})
    expect(findFaults({ ...draft, secret: 'Basic dXNlcjpwdw==' }, undefined)).toEqual({})
  })

  it.each([
    ['name', 'my key'],
    ['origin', 'api.example.com'],
    ['origin', 'https://me:pw@api.example.com'],
    ['header', 'Host'],
    ['secret', 'short'],
    ['secret', 'two words here'],
    ['secret', ''],
  ] as const)('stand at the field: %s "%s"', (field, value) => {
    expect(Object.keys(findFaults({ ...draft, [field]: value }, undefined))).toEqual([field])
  })

  it('ask for the key again when the address of a saved one changes, and only then', () => {
    const kept = { ...draft, secret: '' }
    expect(findFaults(kept, 'https://api.example.com')).toEqual({})
    expect(findFaults(kept, 'https://other.example.com')).toEqual({ secret: 'credentials.secretAgain' })
    expect(findFaults(draft, 'https://other.example.com')).toEqual({})
  })
})
