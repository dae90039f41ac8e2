import { describe, expect, it } from 'vitest'
import type { CollectionStore } from '../../core/stores/stores.ts'
import { openMemoryStores } from '../memory/open-stores.ts'
import { rememberRecords } from './remember-reads.ts'

/** A store whose reads are counted and answer when they are let. */
function openCounted() {
  const inner = openMemoryStores().collections
  const held: (() => void)[] = []
  const counts = { reads: 0 }
  let isHeld = false
  const store: CollectionStore = {
    ...inner,
    get: async (kind, id) => {
      counts.reads += 1
      const found = await inner.get(kind, id)
      if (isHeld) await new Promise<void>((resolve) => held.push(resolve))
      return found
    },
  }
  const hold = () => {
    isHeld = true
  }
  const release = () => {
    isHeld = false
    for (const answer of held.splice(0)) answer()
  }
  return { counts, hold, release, remembered: rememberRecords(store) }
}

describe('rememberRecords', () => {
  it('asks once, until the record is put or removed', async () => {
    const { counts, remembered } = openCounted()
    await remembered.put('bank', 'desk', { k: 1 })
    await remembered.get('bank', 'desk')
    expect((await remembered.get('bank', 'desk'))?.value).toEqual({ k: 1 })
    expect(counts.reads).toBe(1)
    await remembered.put('bank', 'desk', { k: 2 })
    expect((await remembered.get('bank', 'desk'))?.value).toEqual({ k: 2 })
    await remembered.remove('bank', 'desk')
    expect(await remembered.get('bank', 'desk')).toBeUndefined()
  })

  it('does not remember an answer that was on its way while the record changed', async () => {
    const { hold, release, remembered } = openCounted()
    await remembered.put('bank', 'desk', { k: 1 })
    hold()
    const early = remembered.get('bank', 'desk')
    await Promise.resolve()
    const change = remembered.put('bank', 'desk', { k: 2 })
    release()
    await Promise.all([early, change])
    expect((await remembered.get('bank', 'desk'))?.value).toEqual({ k: 2 })
  })

  it('gives an object that nobody can change', async () => {
    const { remembered } = openCounted()
    await remembered.put('bank', 'desk', { routes: ['a'] })
    await remembered.get('bank', 'desk')
    const record = await remembered.get('bank', 'desk')
    expect(Object.isFrozen(record?.value)).toBe(true)
  })
})
