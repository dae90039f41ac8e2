import { describe, expect, it } from 'vitest'
import { failure } from '../core/errors/failure.ts'
import type { Job, JobNews } from '../core/wire/jobs.ts'
import { openMemoryStores } from '../storage/memory/open-stores.ts'
import { createGate } from '../testing/gate.ts'
import { workUntilCancelled } from '../testing/work-until-cancelled.ts'
import { closeInterruptedJobs } from './job-records.ts'
import { createJobService } from './jobs.ts'

const createJobs = (collections = openMemoryStores().collections) => {
  let ids = 0
  return createJobService({ createId: () => `job-${(ids += 1)}`, collections })
}

describe('jobs', () => {
  it('reports progress, a series and a result', async () => {
    const jobs = createJobs()
    const gate = createGate()
    const { id, state } = await jobs.start('index-build', 'desk', async ({ report, point }) => {
      report(0.5, 'words')
      point(1, 0.25)
      await gate.passed
      return { documents: 3 }
    })
    expect(state).toBe('running')
    const seen: Job[] = []
    const following = (async () => {
      for await (const job of jobs.follow(id)) seen.push(job)
    })()
    await new Promise((resolve) => setTimeout(resolve))
    expect(await jobs.get(id)).toMatchObject({
      progress: 0.5,
      phase: 'words',
      series: [{ step: 1, value: 0.25 }],
    })
    gate.open()
    expect(await jobs.wait(id)).toMatchObject({ state: 'succeeded', progress: 1, result: { documents: 3 } })
    await following
    expect(seen[0]?.state).toBe('running')
    expect(seen.at(-1)?.state).toBe('succeeded')
    expect((await jobs.list()).map((job) => job.id)).toEqual([id])
  })

  it('tells those who follow all of each that begins, gets further or ends, and not of every step', async () => {
    const jobs = createJobs()
    const gate = createGate()
    const told: (readonly JobNews[])[] = []
    const controller = new AbortController()
    const following = (async () => {
      for await (const news of jobs.followAll(controller.signal)) told.push(news)
    })()
    await new Promise((resolve) => setTimeout(resolve))
    expect(told).toEqual([[]])
    const { id } = await jobs.start('index-build', 'desk', async ({ report, point }) => {
      for (const share of [0.1, 0.101, 0.102, 0.5]) {
        report(share, 'words')
        point(1, share)
        await new Promise((resolve) => setTimeout(resolve))
      }
      await gate.passed
      return null
    })
    expect(jobs.underWay('index-build', 'desk')?.id).toBe(id)
    expect(jobs.underWay('intent-training', 'desk')).toBeUndefined()
    await jobs.start('intent-training', 'desk', workUntilCancelled)
    gate.open()
    await jobs.wait(id)
    expect(jobs.underWay('index-build', 'desk')).toBeUndefined()
    await new Promise((resolve) => setTimeout(resolve))
    const ofBuild = told.flatMap((news) => news.filter((one) => one.id === id))
    const steps = ofBuild.map(({ state, progress }) => `${state} ${progress}`)
    expect([...new Set(steps)]).toEqual(['running null', 'running 0.1', 'running 0.5', 'succeeded 1'])
    expect(told.at(-1)?.map(({ kind, state }) => [kind, state])).toEqual([
      ['index-build', 'succeeded'],
      ['intent-training', 'running'],
    ])
    expect(ofBuild[0]).not.toHaveProperty('series')
    controller.abort()
    await following
    // Whoever comes later hears of what goes on at once.
    for await (const news of jobs.followAll()) {
      expect(news.map(({ kind }) => kind)).toEqual(['intent-training'])
      break
    }
    await jobs.close()
  })

  it('runs one job for each kind and target', async () => {
    const jobs = createJobs()
    const first = await jobs.start('index-build', 'desk', workUntilCancelled)
    expect((await jobs.start('index-build', 'desk', workUntilCancelled)).id).toBe(first.id)
    const other = await jobs.start('index-build', 'other', workUntilCancelled)
    const training = await jobs.start('intent-training', 'desk', workUntilCancelled)
    expect(new Set([first.id, other.id, training.id]).size).toBe(3)
    await jobs.cancel(first.id)
    expect((await jobs.start('index-build', 'desk', workUntilCancelled)).id).not.toBe(first.id)
    await jobs.close()
    expect((await jobs.list()).every(({ state }) => state === 'cancelled')).toBe(true)
  })

  it('refuses other work on what a job works on, and names that job', async () => {
    const jobs = createJobs()
    const first = await jobs.start('adapter-training', 'desk', workUntilCancelled, 'fares')
    expect((await jobs.start('adapter-training', 'desk', workUntilCancelled, 'fares')).id).toBe(first.id)
    await expect(jobs.start('adapter-training', 'desk', workUntilCancelled, 'delays')).rejects.toMatchObject({
      code: 'JOB_RUNNING',
      params: { target: 'desk', job: first.id },
    })
    await jobs.cancel(first.id)
    const second = await jobs.start('adapter-training', 'desk', workUntilCancelled, 'delays')
    expect(second.id).not.toBe(first.id)
    await jobs.close()
  })

  it('ends a cancelled job with its own code, and a failed one with the code of its failure', async () => {
    const jobs = createJobs()
    const { id } = await jobs.start('index-build', 'desk', workUntilCancelled)
    expect(await jobs.cancel(id)).toMatchObject({ state: 'cancelled', error: { code: 'JOB_CANCELLED' } })
    await expect(jobs.wait(id)).rejects.toMatchObject({ code: 'JOB_CANCELLED' })
    const failed = await jobs.start('index-build', 'desk', () =>
      Promise.reject(failure('DUPLICATE_DOCUMENT', { document: 'a' })),
    )
    await expect(jobs.wait(failed.id)).rejects.toMatchObject({
      code: 'DUPLICATE_DOCUMENT',
      params: { document: 'a' },
    })
    expect(await jobs.get(failed.id)).toMatchObject({
      state: 'failed',
      error: { code: 'DUPLICATE_DOCUMENT' },
    })
  })

  it('follows a job that has ended, and stops following for a signal', async () => {
    const jobs = createJobs()
    const { id } = await jobs.start('index-build', 'desk', async () => null)
    await jobs.wait(id)
    const states: string[] = []
    for await (const { state } of jobs.follow(id)) states.push(state)
    expect(states).toEqual(['succeeded'])
    const running = await jobs.start('index-build', 'desk', workUntilCancelled)
    const controller = new AbortController()
    for await (const { state } of jobs.follow(running.id, controller.signal)) {
      expect(state).toBe('running')
      controller.abort()
    }
    await jobs.close()
    await expect(jobs.get('none')).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' })
  })

  it('knows ended jobs after a restart, and says of those under way that they were interrupted', async () => {
    const { collections } = openMemoryStores()
    const before = createJobs(collections)
    const done = await before.start('index-build', 'desk', async () => ({ documents: 3 }))
    await before.wait(done.id)
    const failed = await before.start('index-build', 'desk', () =>
      Promise.reject(failure('DUPLICATE_DOCUMENT', { document: 'a' })),
    )
    await expect(before.wait(failed.id)).rejects.toMatchObject({ code: 'DUPLICATE_DOCUMENT' })
    const lost = await before.start('adapter-training', 'bank', workUntilCancelled)
    // The process dies here; another one opens the same data.
    expect(await closeInterruptedJobs(collections)).toBe(1)
    const after = createJobs(collections)
    expect(await after.get(done.id)).toMatchObject({ state: 'succeeded', result: { documents: 3 } })
    expect(await after.get(lost.id)).toMatchObject({
      state: 'interrupted',
      error: { code: 'JOB_INTERRUPTED', params: { target: 'bank' } },
    })
    await expect(after.wait(lost.id)).rejects.toMatchObject({ code: 'JOB_INTERRUPTED' })
    await expect(after.wait(failed.id)).rejects.toMatchObject({ code: 'DUPLICATE_DOCUMENT' })
    expect((await after.list()).map(({ state }) => state).sort()).toEqual([
      'failed',
      'interrupted',
      'succeeded',
    ])
    const again = await after.start('adapter-training', 'bank', async () => null)
    expect(await after.wait(again.id)).toMatchObject({ state: 'succeeded' })
    await before.close()
  })

  it('thins out a long series, and keeps its beginning and end', async () => {
    const jobs = createJobs()
    const { id } = await jobs.start('adapter-training', 'desk', async ({ point }) => {
      for (let step = 0; step < 5_000; step += 1) point(step, step)
      return null
    })
    const { series } = await jobs.wait(id)
    expect(series.length).toBeLessThanOrEqual(401)
    expect([series[0]?.step, series.at(-1)?.step]).toEqual([0, 4_999])
  })
})
