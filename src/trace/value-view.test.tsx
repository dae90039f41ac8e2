import { cleanup, configure, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { emptyRunView } from '../../runtime/core/trace/run-view.ts'
import { SignalboxRoot } from '../ui/signalbox-root.tsx'
import { TracedValueView } from './value-view.tsx'

const tree = vi.hoisted(() => ({ isBroken: false }))
vi.mock('./json-tree.tsx', () => ({
  JsonTree: () => {
    if (tree.isBroken) throw new Error('too deep')
    return 'a tree'
  },
}))

// What is loaded first may take its time on a busy machine.
configure({ asyncUtilTimeout: 20_000 })

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined))
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

it('that cannot be drawn says so in its place, and the values beside it stay', async () => {
  tree.isBroken = true
  const valueOf = (value: string | { a: number }) => (
    <TracedValueView traced={{ value }} view={emptyRunView} node="n" />
  )
  render(
    <SignalboxRoot theme="light" locale="zh-CN">
      {valueOf({ a: 1 })}
      {valueOf('plain text')}
    </SignalboxRoot>,
  )
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('无法显示：too deep')
  expect(screen.getByText('plain text')).toBeTruthy()
  tree.isBroken = false
  fireEvent.click(within(alert).getByRole('button', { name: '重试' }))
  expect(screen.getByText('a tree')).toBeTruthy()
})
