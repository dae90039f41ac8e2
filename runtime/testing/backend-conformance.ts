/**
 * What every backend must do. A driver's own test file calls this inside its test runner:
 * `describeBackend('my engine', { open, shape, request })`.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Backend, GenerateRequest } from '../core/services/backends.ts'
import type { Answer } from '../core/values.ts'
import type { AdapterShape } from './adapter-files.ts'
import { makeAdapterFiles } from './adapter-files.ts'

export interface BackendUnderTest {
  readonly open: () => Promise<Backend>
  /** A module of its base model that adapters may update. */
  readonly shape: AdapterShape
  /** Something that it answers. */
  readonly request: Pick<GenerateRequest, 'question' | 'documents'>
}

export function describeBackend(name: string, { open, shape, request }: BackendUnderTest): void {
  describe(`${name} backend`, () => {
    let backend: Backend
    beforeEach(async () => {
      backend = await open()
    })
    afterEach(() => backend.close())

    const one = makeAdapterFiles('one', shape, 1)
    const two = makeAdapterFiles('two', shape, 2)
    const never = new AbortController().signal
    const start = (adapter: string | null, signal = never) =>
      backend.generate({ ...request, adapter, signal })

    it('streams pieces that make up the answer, and names its model', async () => {
      const { pieces, answer } = await readAll(start(null))
      expect(answer.text).not.toBe('')
      expect(pieces.join('')).toBe(answer.text)
      expect(answer).toMatchObject({ adapter: null, model: expect.stringMatching(/./) })
      expect(backend.base).not.toBe('')
    })

    it('answers with the adapter it was asked for, and with the base model beside it', async () => {
      await backend.loadAdapter(one)
      await backend.loadAdapter(two)
      const base = (await readAll(start(null))).answer
      const answers = await Promise.all([one.id, null, two.id, one.id].map((id) => readAll(start(id))))
      expect(answers.map(({ answer }) => answer.adapter)).toEqual([one.id, null, two.id, one.id])
      expect(answers[1]?.answer.text).toBe(base.text)
      expect(answers[3]?.answer.text).toBe(answers[0]?.answer.text)
      for (const { pieces, answer } of answers) expect(pieces.join('')).toBe(answer.text)
    })

    it('refuses an adapter that is not loaded, or no longer', async () => {
      await expect(readAll(start(one.id))).rejects.toMatchObject({ code: 'ADAPTER_NOT_FOUND' })
      await backend.loadAdapter(one)
      await backend.unloadAdapter(one.id)
      await expect(readAll(start(one.id))).rejects.toMatchObject({ code: 'ADAPTER_NOT_FOUND' })
      await backend.unloadAdapter(one.id)
      expect((await readAll(start(null))).answer.text).not.toBe('')
    })

    it('keeps an adapter that is loaded twice', async () => {
      await backend.loadAdapter(one)
      await backend.loadAdapter(one)
      expect((await readAll(start(one.id))).answer.adapter).toBe(one.id)
    })

    it('refuses files of another base and files that are broken, and keeps what it has', async () => {
      await backend.loadAdapter(one)
      const foreign = makeAdapterFiles('foreign', { ...shape, base: `${shape.base}-other` }, 1)
      await expect(backend.loadAdapter(foreign)).rejects.toMatchObject({ code: 'ADAPTER_WRONG_BASE' })
      const broken = { ...two, weights: two.weights.slice(0, -1) }
      await expect(backend.loadAdapter(broken)).rejects.toMatchObject({
        code: expect.stringMatching(/^(ADAPTER|SAFETENSORS)_INVALID$/),
      })
      const empty = { ...two, config: new TextEncoder().encode('{}') }
      await expect(backend.loadAdapter(empty)).rejects.toMatchObject({ code: 'ADAPTER_INVALID' })
      expect((await readAll(start(one.id))).answer.adapter).toBe(one.id)
      await expect(readAll(start(two.id))).rejects.toMatchObject({ code: 'ADAPTER_NOT_FOUND' })
    })

    it('tells an adapter with an effect from one without', async () => {
      const idle = makeAdapterFiles('idle', shape, 3, 0)
      await backend.loadAdapter(one)
      await backend.loadAdapter(idle)
      expect(await backend.hasEffect(one.id)).toBe(true)
      expect(await backend.hasEffect(idle.id)).toBe(false)
    })

    it('stops for a signal, before it starts and between pieces', async () => {
      const before = new AbortController()
      before.abort(new Error('stopped'))
      await expect(readAll(start(null, before.signal))).rejects.toThrow('stopped')
      const between = new AbortController()
      const generation = start(null, between.signal)
      expect((await generation.next()).done).toBe(false)
      between.abort(new Error('stopped'))
      await expect(readAll(generation)).rejects.toThrow('stopped')
    })
  })
}

async function readAll(
  generation: AsyncGenerator<string, Answer, void>,
): Promise<{ pieces: string[]; answer: Answer }> {
  const pieces: string[] = []
  for (;;) {
    const next = await generation.next()
    if (next.done === true) return { pieces, answer: next.value }
    pieces.push(next.value)
  }
}
