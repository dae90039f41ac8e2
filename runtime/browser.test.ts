import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { createBrowserRuntime } from './browser.ts'
import { questionDimensions } from './reader/question.ts'
import { scorerModule } from './reader/reader-weights.ts'
import { spanDimensions } from './reader/candidates.ts'
import { makeAdapterFiles } from './testing/adapter-files.ts'
import { fillFeeDesk } from './testing/fee-desk.ts'
import { deskPipeline, echoPipeline } from './testing/pipelines.ts'

const weights = new Uint8Array(await readFile(new URL('./reader/weights/reader-en.bin', import.meta.url)))

describe('createBrowserRuntime', () => {
  it('runs the main line in memory, from weights given as bytes', async () => {
    const runtime = await createBrowserRuntime({ readers: { en: weights } })
    await fillFeeDesk(runtime.services)
    const { banks } = runtime.services
    const { base } = await banks.get('desk')
    const shape = { base, module: scorerModule, inputs: spanDimensions, outputs: questionDimensions }
    const adapter = await banks.addAdapter('desk', 'fees', makeAdapterFiles('fees', shape, 1, 0.01))
    await banks.flipAlias('desk', 'fees', adapter.id)
    await banks.setRoutes('desk', { routes: [{ intent: 'fees', alias: 'fees' }], defaultAlias: null })
    const result = await runtime.run(deskPipeline, { question: 'What is the fee for a dog at Birch?' })
    expect(result).toMatchObject({
      status: 'succeeded',
      decisions: [{ intent: 'fees', adapter: adapter.id }],
    })
    await runtime.close()
  })

  it('fetches weights, and says what was wrong with them', async () => {
    const answering =
      (body: Uint8Array<ArrayBuffer> | null, status = 200) =>
      async () =>
        new Response(body, { status })
    const create = (fetch: typeof globalThis.fetch) =>
      createBrowserRuntime({ readers: { en: 'https://cdn.test/reader-en.bin' }, fetch })
    const runtime = await create(answering(weights.slice()))
    expect((await runtime.services.banks.create({ name: 'Desk' })).base).toBe('signalbox-reader-en')
    const damaged = { code: 'READER_WEIGHTS_DAMAGED', params: { source: 'https://cdn.test/reader-en.bin' } }
    await expect(create(answering(null, 404))).rejects.toMatchObject(damaged)
    await expect(create(answering(weights.slice(0, 900)))).rejects.toMatchObject(damaged)
    await expect(create(() => Promise.reject(new Error('offline')))).rejects.toMatchObject(damaged)
  })

  it('runs pipelines that need no model without any weights', async () => {
    const runtime = await createBrowserRuntime()
    await runtime.services.pipelines.create(echoPipeline)
    expect((await runtime.run('echo', { question: 'why?' })).outputs).toEqual({ answer: 'You asked: why?' })
    await expect(runtime.services.banks.create({ name: 'Desk' })).rejects.toMatchObject({
      code: 'BACKEND_NOT_FOUND',
    })
    await runtime.close()
  })
})
