import { expect, it } from 'vitest'
import type { Backend } from '../core/services/backends.ts'
import type { Progress } from '../core/trace/events.ts'
import { createGate } from '../testing/gate.ts'
import { createAdapterLoader } from './adapter-loader.ts'
import type { StoredAdapter } from './bank-records.ts'

it('tells all who wait for an adapter that it is being loaded, and how long they waited; not those who come later', async () => {
  const gate = createGate()
  const loader = createAdapterLoader({ get: async () => new Uint8Array() })
  // Nothing else of the two is asked for.
  const backend = { id: 'b', loadAdapter: () => gate.passed } as unknown as Backend
  const adapter = { id: 'fees@1', configBlob: 'c', weightsBlob: 'w' } as StoredAdapter
  const told: Progress[] = []
  const hold = () => loader.hold(backend, adapter, (progress) => told.push(progress))
  const waiting = [hold(), hold()]
  expect(told).toEqual(Array(2).fill({ done: 0, activity: 'adapter-load', note: 'fees@1' }))
  setTimeout(gate.open, 20)
  for (const { loadMs } of await Promise.all(waiting)) expect(loadMs).toBeGreaterThan(0)
  expect((await hold()).loadMs).toBe(0)
  expect(told).toHaveLength(2)
})
