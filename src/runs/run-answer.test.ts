import { expect, it } from 'vitest'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import { emptyRunView } from '../../runtime/core/trace/run-view.ts'
import { isWithoutOutput, justEnded } from './run-answer.ts'

const turn = (id: number, status: RunView['status'], outputs: RunView['outputs'] = {}) => ({
  id,
  view: { ...emptyRunView, status, outputs },
})

it('a turn has just ended also where nobody saw it run', () => {
  const ended = turn(2, 'succeeded')
  expect(justEnded([turn(1, 'failed'), ended], [turn(1, 'failed'), turn(2, 'running')])).toBe(ended)
  expect(justEnded([ended], [turn(2, 'idle')])).toBe(ended)
})

it('what ended before, goes on, or was loaded is no news', () => {
  expect(justEnded([turn(2, 'succeeded')], [turn(2, 'succeeded')])).toBeUndefined()
  expect(justEnded([turn(2, 'running')], [turn(2, 'idle')])).toBeUndefined()
  expect(justEnded([turn(2, 'succeeded')], [])).toBeUndefined()
  expect(justEnded([], [])).toBeUndefined()
})

it('a part of a pipeline ends well without an output', () => {
  expect(isWithoutOutput(turn(1, 'succeeded').view)).toBe(true)
  expect(isWithoutOutput(turn(1, 'succeeded', { answer: { value: 'yes' } }).view)).toBe(false)
  expect(isWithoutOutput(turn(1, 'failed').view)).toBe(false)
})
