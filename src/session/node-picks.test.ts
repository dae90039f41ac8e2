import { afterEach, expect, it, vi } from 'vitest'
import { createNodePicks } from './node-picks.ts'

afterEach(() => {
  vi.restoreAllMocks()
  localStorage.clear()
})

it('stars are kept in order between visits and taken away again', () => {
  const picks = createNodePicks().getState()
  for (const type of ['merge', 'template', 'input']) picks.toggleStar(type)
  picks.toggleStar('template')
  expect(createNodePicks().getState().starred).toEqual(['merge', 'input'])
})

it('the last five that were used are kept, the last first, each once', () => {
  const store = createNodePicks()
  for (const type of ['a', 'b', 'c', 'a', 'd', 'e', 'f']) store.getState().tellUsed(type)
  expect(createNodePicks().getState().recent).toEqual(['f', 'e', 'd', 'a', 'c'])
})

it('editors with different scopes remember apart', () => {
  createNodePicks('left').getState().toggleStar('merge')
  expect(createNodePicks('right').getState().starred).toEqual([])
  expect(createNodePicks('left').getState().starred).toEqual(['merge'])
})

it('where storage is forbidden they last as long as the page, and what is not ours is left aside', () => {
  localStorage.setItem('signalbox.recent', '{"not": "a list"}')
  expect(createNodePicks().getState().recent).toEqual([])
  const refuse = () => {
    throw new DOMException('forbidden', 'SecurityError')
  }
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(refuse)
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(refuse)
  createNodePicks('private').getState().toggleStar('merge')
  expect(createNodePicks('private').getState().starred).toEqual(['merge'])
})
