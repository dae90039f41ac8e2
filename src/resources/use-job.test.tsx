import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { createClient } from '../../runtime/client/client.ts'
import type { Job } from '../../runtime/core/wire/jobs.ts'
import { ServerContext } from '../session/server-context.tsx'
import { useJob } from './use-job.ts'

afterEach(cleanup)

const running: Job = {
  id: 'j1',
  kind: 'intent-training',
  target: 'desk',
  state: 'running',
  progress: 0.14,
  phase: 'words',
  series: [],
  createdAt: '2026-01-01T10:00:00Z',
  finishedAt: null,
  result: null,
  error: null,
}
const cancelled: Job = { ...running, state: 'cancelled', finishedAt: '2026-01-01T10:00:05Z' }

function gate<Value>() {
  let open: (value: Value) => void = () => undefined
  const passed = new Promise<Value>((resolve) => {
    open = resolve
  })
  return { passed, open: (value: Value) => open(value) }
}

function State() {
  const { job } = useJob({ kind: 'intent-training', target: 'desk', onEnd: () => undefined })
  return <p>{job?.state ?? 'none'}</p>
}

it('that ended is not brought back by a list that was asked for before', async () => {
  const [lateList, end] = [gate<Job[]>(), gate<Job>()]
  const client = createClient({})
  const list = vi.spyOn(client.jobs, 'list').mockResolvedValueOnce([running])
  vi.spyOn(client.jobs, 'follow').mockImplementationOnce(async function* () {
    yield await end.passed
  })
  const queries = new QueryClient()
  render(
    <QueryClientProvider client={queries}>
      <ServerContext value={client}>
        <State />
      </ServerContext>
    </QueryClientProvider>,
  )
  await screen.findByText('running')
  list.mockReturnValueOnce(lateList.passed)
  void queries.invalidateQueries()
  await vi.waitFor(() => expect(list).toHaveBeenCalledTimes(2))
  end.open(cancelled)
  await screen.findByText('cancelled')
  await act(async () => {
    lateList.open([running])
    // What is told to those who look is told in the next task.
    await new Promise((resolve) => setTimeout(resolve, 20))
  })
  expect(screen.getByText('cancelled')).toBeTruthy()
})
