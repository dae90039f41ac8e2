import { expect, it } from 'vitest'
import { describeBackend } from './backend-conformance.ts'
import { createFakeClock } from './fake-clock.ts'
import { createScriptedBackend } from './scripted-backend.ts'

const reply = () => ({ pieces: ['Dogs ', 'are ', 'free.'] })

describeBackend('scripted', {
  open: async () => createScriptedBackend({ reply }),
  shape: { base: 'scripted-base', module: 'layer', inputs: 4, outputs: 3 },
  request: { question: 'Dogs?', documents: [] },
})

it('remembers what it was asked', async () => {
  const backend = createScriptedBackend({ reply })
  const { signal } = new AbortController()
  for await (const _piece of backend.generate({ question: 'Dogs?', documents: [], adapter: null, signal }))
    continue
  expect(backend.requests).toMatchObject([{ question: 'Dogs?', adapter: null }])
})

it('a fake clock wakes sleepers in their order, those that sleep again among them', async () => {
  const clock = createFakeClock()
  const woke: string[] = []
  const later = clock.sleep(30).then(() => woke.push(`later ${clock.now()}`))
  const twice = clock
    .sleep(10)
    .then(() => clock.sleep(10))
    .then(() => woke.push(`twice ${clock.now()}`))
  await clock.advance(25)
  expect([woke, clock.now()]).toEqual([['twice 20'], 25])
  await clock.advance(5)
  await Promise.all([later, twice])
  expect(woke).toEqual(['twice 20', 'later 30'])
  const controller = new AbortController()
  const cancelled = clock.sleep(10, controller.signal)
  controller.abort(new Error('stopped'))
  await expect(cancelled).rejects.toThrow('stopped')
})
