import { describe, expect, it } from 'vitest'
import type { NodeView, RunView } from '../../../runtime/core/trace/run-view.ts'
import { emptyRunView } from '../../../runtime/core/trace/run-view.ts'
import type { DiffPart } from '../../ui/text-diff.ts'
import { diffSides } from '../../ui/text-diff.ts'
import { isSameValue, pairNodes, pairValues } from './pair-runs.ts'

const seen = (
  queuedAt: number,
  durationMs: number,
  text: string,
  more: Partial<NodeView> = {},
): NodeView => ({
  state: 'finished',
  attempt: 1,
  queuedAt,
  durationMs,
  inputs: {},
  outputs: { text: { value: text } },
  streamed: {},
  annotations: {},
  ...more,
})
const runOf = (nodes: RunView['nodes']): RunView => ({ ...emptyRunView, nodes })

describe('two runs side by side', () => {
  it('pair their nodes in the order of the first, with times and whether they gave the same', () => {
    const a = runOf({ late: seen(5, 2, 'x'), first: seen(0, 4, 'same') })
    const b = runOf({ first: seen(0, 7, 'same'), only: seen(1, 1, 'y'), late: seen(9, 2, 'z') })
    expect(
      pairNodes(a, b).map(({ node, differenceMs, givesSame }) => [node, differenceMs, givesSame]),
    ).toEqual([
      ['first', 3, true],
      ['late', 0, false],
      ['only', null, false],
    ])
  })

  it('compare no time that a node did not take itself', () => {
    const a = runOf({ n: seen(0, 4, 'x', { isReused: true }) })
    const [pair] = pairNodes(a, runOf({ n: seen(0, 9, 'x') }))
    expect(pair).toMatchObject({ differenceMs: null, givesSame: true })
  })

  it('tell values apart by what they hold, large ones by their hash', () => {
    expect(isSameValue({ value: { a: 1, b: 2 } }, { value: { b: 2, a: 1 } })).toBe(true)
    const large = (hash: string) => ({ hash, bytes: 20_000, preview: '' })
    expect(isSameValue(large('a'), large('a'))).toBe(true)
    expect(isSameValue(large('a'), large('b'))).toBe(false)
    expect(pairValues({ answer: { value: 1 } }, {})).toMatchObject([{ name: 'answer', isSame: false }])
  })

  it('mark the words that differ, and lose nothing of either text', () => {
    const [a, b] = ['Claim a\n\nrefund by post.', 'Claim a refund\nby the form.']
    const sides = diffSides(a, b)
    const textOf = (parts: readonly DiffPart[]) => parts.map(({ text }) => text).join('')
    expect([textOf(sides.before), textOf(sides.after)]).toEqual([a, b])
    const marked = (parts: readonly DiffPart[]) => parts.filter(({ kind }) => kind !== 'same')
    expect(marked(sides.before)).toEqual([{ kind: 'removed', text: 'post.' }])
    expect(marked(sides.after)).toEqual([{ kind: 'added', text: 'the form.' }])
    const chinese = diffSides('退款需要十天', '退款需要三天')
    expect(chinese.before[0]).toEqual({ kind: 'same', text: '退款需要' })
  })
})
