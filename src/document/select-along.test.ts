import { expect, it } from 'vitest'
import { node, pipelineOf, wire } from '../../runtime/testing/pipelines.ts'
import { selectAlong } from './select-along.ts'

const fork = pipelineOf(
  ['a', 'b', 'c', 'd'].map((id) => node(id, 'template')),
  [wire('a.text', 'b.value'), wire('b.text', 'c.value'), wire('b.text', 'd.value')],
)

it('follows the wires both ways', () => {
  expect([...selectAlong(fork, new Set(['b']), 'downstream')]).toEqual(['b', 'c', 'd'])
  expect([...selectAlong(fork, new Set(['d']), 'upstream')]).toEqual(['d', 'b', 'a'])
  expect([...selectAlong(fork, new Set(), 'upstream')]).toEqual([])
})
