import { describe, expect, it } from 'vitest'
import { failure } from '../core/errors/failure.ts'
import type { GenerateRequest, Generation } from '../core/services/backends.ts'
import type { OpenBank } from '../core/services/banks.ts'
import type { OpenIndex } from '../core/services/indexes.ts'
import { readResources } from '../core/services/read-resources.ts'
import type { AdmissionSources } from './admission.ts'
import { createAdmit } from './admission.ts'

const signal = new AbortController().signal

function sourcesOf() {
  const released: string[] = []
  const opened: string[] = []
  const index = (id: string): OpenIndex => ({
    version: `${id}@1`,
    search: async () => [],
    article: () => undefined,
  })
  const sources: AdmissionSources = {
    indexes: {
      pin: async (id) => {
        opened.push(id)
        if (id === 'gone') throw failure('INDEX_NOT_FOUND', { index: id })
        return { version: `${id}@1`, isBuilt: true, open: async () => index(id) }
      },
    },
    intents: {
      pin: async (id) => ({
        version: `${id}@abc`,
        open: () => Promise.reject(new Error('not asked')),
      }),
    },
    banks: {
      lease: async (id) => ({
        bank: { id, generation: 4 } as OpenBank,
        aliases: { current: 'fees@abc' },
        keepLoaded: async () => undefined,
        release: () => released.push(id),
      }),
    },
    backends: { open: async (id) => Promise.reject(failure('BACKEND_NOT_FOUND', { backend: id })) },
    egress: { send: async ({ url }) => Promise.reject(failure('EGRESS_UNAVAILABLE', { origin: url })) },
    resources: readResources({}),
  }
  return { sources, released, opened }
}

describe('admission', () => {
  it('opens each thing once, pins it, and gives leases back at the end', async () => {
    const { sources, released, opened } = sourcesOf()
    const admission = await createAdmit(sources)(
      [
        { kind: 'index', id: 'a' },
        { kind: 'index', id: 'a' },
        { kind: 'intents', id: 'i' },
        { kind: 'bank', id: 'b' },
      ],
      signal,
    )
    expect(opened).toEqual(['a'])
    expect(admission.pins).toEqual({
      indexes: { a: 'a@1' },
      intents: { i: 'i@abc' },
      banks: { b: { generation: 4, aliases: { current: 'fees@abc' } } },
    })
    expect((await admission.services.indexes.open('a')).version).toBe('a@1')
    admission.release()
    expect(released).toEqual(['b'])
  })

  it('shows nodes nothing that is not pinned', async () => {
    const { sources } = sourcesOf()
    const { services } = await createAdmit(sources)([{ kind: 'index', id: 'a' }], signal)
    await expect(services.indexes.open('b')).rejects.toMatchObject({ code: 'INDEX_NOT_FOUND' })
    await expect(services.banks.open('b')).rejects.toMatchObject({ code: 'BANK_NOT_FOUND' })
    await expect(services.intents.open('i')).rejects.toMatchObject({ code: 'INTENTS_NOT_FOUND' })
  })

  it('gives leases back when something is missing, and when the run is cancelled before', async () => {
    const { sources, released } = sourcesOf()
    const admit = createAdmit(sources)
    await expect(
      admit(
        [
          { kind: 'bank', id: 'b' },
          { kind: 'index', id: 'gone' },
        ],
        signal,
      ),
    ).rejects.toMatchObject({ code: 'INDEX_NOT_FOUND' })
    expect(released).toEqual(['b'])
    const cancelled = AbortSignal.abort(failure('RUN_CANCELLED', {}))
    await expect(admit([{ kind: 'bank', id: 'c' }], cancelled)).rejects.toMatchObject({
      code: 'RUN_CANCELLED',
    })
    expect(released).toEqual(['b'])
  })

  it('lets backends and banks find what the admitted indexes keep with a passage', async () => {
    const kept = new Uint8Array([1])
    const passage = {
      id: 'a#0',
      documentId: 'a',
      title: '',
      text: '',
      source: { start: 0, end: 0 },
      score: 1,
    }
    const finders: GenerateRequest['annotationOf'][] = []
    const generate = ({ annotationOf }: Pick<GenerateRequest, 'annotationOf'>): Generation => {
      finders.push(annotationOf)
      return (async function* () {
        yield ''
        return { text: '', citations: [], abstained: true, adapter: null, model: 'm' }
      })()
    }
    const { sources } = sourcesOf()
    const admit = createAdmit({
      ...sources,
      indexes: {
        pin: async (id) => {
          const { open, ...pinned } = await sources.indexes.pin(id)
          const annotationOf = (_passage: unknown, name: string) => (name === id ? kept : undefined)
          return { ...pinned, open: async () => ({ ...(await open()), annotationOf }) }
        },
      },
      banks: {
        lease: async (id) => {
          const lease = await sources.banks.lease(id)
          return { ...lease, bank: { ...lease.bank, generate } }
        },
      },
      backends: { open: async (id) => ({ id, base: 'm', generate }) },
    })
    const { services } = await admit(
      [
        { kind: 'index', id: 'a' },
        { kind: 'index', id: 'b' },
        { kind: 'bank', id: 'bank' },
      ],
      signal,
    )
    const request = { question: '', documents: [], signal }
    const bank = await services.banks.open('bank')
    const backend = await services.backends.open('reader-en')
    await bank.generate({ ...request, alias: null }).next()
    await backend.generate({ ...request, adapter: null }).next()
    expect(finders).toHaveLength(2)
    for (const find of finders)
      expect(['a', 'b', 'c'].map((name) => find?.(passage, name))).toEqual([kept, kept, undefined])
  })

  it('keeps the backend that a run was admitted with, also when that is removed meanwhile', async () => {
    const { sources } = sourcesOf()
    let isThere = true
    const generate = async function* (): Generation {
      yield ''
      return { text: '', citations: [], abstained: false, adapter: null, model: 'm' }
    }
    const open = async (id: string) => {
      if (!isThere) throw failure('BACKEND_NOT_FOUND', { backend: id })
      return { id, base: 'm', generate }
    }
    const { services } = await createAdmit({ ...sources, backends: { open } })(
      [{ kind: 'backend', id: 'gpu' }],
      signal,
    )
    isThere = false
    expect(await services.backends.open('gpu')).toMatchObject({ id: 'gpu', base: 'm' })
    await expect(services.backends.open('else')).rejects.toMatchObject({ code: 'BACKEND_NOT_FOUND' })
  })

  it('has an adapter loaded that a bank of the run decided on, before a backend answers with it', async () => {
    const { sources } = sourcesOf()
    const done: string[] = []
    const generate = async function* ({ adapter }: GenerateRequest): Generation {
      done.push(`asked with ${adapter ?? 'none'}`)
      yield ''
      return { text: '', citations: [], abstained: false, adapter, model: 'm' }
    }
    const lease = async (id: string) => ({
      ...(await sources.banks.lease(id)),
      keepLoaded: async (backend: string, adapter: string) =>
        void done.push(`${id}: ${adapter} on ${backend}`),
    })
    const backends = { open: async (id: string) => ({ id, base: 'm', generate }) }
    const { services } = await createAdmit({ ...sources, banks: { lease }, backends })(
      [{ kind: 'bank', id: 'desk' }],
      signal,
    )
    const backend = await services.backends.open('gpu')
    const request = { question: '', documents: [], signal }
    await backend.generate({ ...request, adapter: 'fees@1' }).next()
    await backend.generate({ ...request, adapter: null }).next()
    expect(done).toEqual(['desk: fees@1 on gpu', 'asked with fees@1', 'asked with none'])
  })
})
