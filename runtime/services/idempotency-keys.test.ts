import { describe, expect, it } from 'vitest'
import { openMemoryStores } from '../storage/memory/open-stores.ts'
import { createIdempotencyKeys, hashRequest } from './idempotency-keys.ts'

const hour = 3_600_000

describe('idempotency keys', () => {
  it('give the run that has the key, and refuse another request under it', async () => {
    const keys = createIdempotencyKeys(openMemoryStores().collections)
    const request = hashRequest({ inputs: { a: 1, b: 2 } })
    expect(await keys.claim('desk/k', request, 'one')).toBeUndefined()
    expect(await keys.claim('desk/k', hashRequest({ inputs: { b: 2, a: 1 } }), 'two')).toBe('one')
    await expect(keys.claim('desk/k', hashRequest({ inputs: { a: 2 } }), 'three')).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
      params: { key: 'k' },
    })
    expect(await keys.claim('echo/k', request, 'four')).toBeUndefined()
  })

  it('are free again after a day', async () => {
    let now = 0
    const keys = createIdempotencyKeys(openMemoryStores().collections, () => now)
    await keys.claim('k', 'r', 'one')
    now = 23 * hour
    expect(await keys.claim('k', 'r', 'two')).toBe('one')
    now = 25 * hour
    expect(await keys.claim('k', 'other', 'three')).toBeUndefined()
    expect(await keys.claim('k', 'other', 'four')).toBe('three')
  })

  it('that are old are removed, and so are those of no known form', async () => {
    const { collections } = openMemoryStores()
    await collections.put('idempotency-key', 'damaged', 'text', 0)
    let now = 0
    const keys = createIdempotencyKeys(collections, () => now)
    for (let i = 0; i < 250; i += 1) {
      now = i < 100 ? 0 : 30 * hour
      await keys.claim(`k${i}`, 'r', `run-${i}`)
    }
    const left = (await collections.list('idempotency-key')).map(({ id }) => id)
    expect(left).toHaveLength(150)
    expect(left).not.toContain('k99')
    expect(left).toContain('k100')
  })
})
