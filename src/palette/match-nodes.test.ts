import { expect, it } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import { nodesZh } from '../../nodes/messages/zh.ts'
import type { PaletteItem } from './match-nodes.ts'
import { groupByCategory, matchNodes } from './match-nodes.ts'

const english: readonly PaletteItem[] = builtinNodes.map((definition) => ({
  definition,
  title: definition.title,
  summary: definition.summary,
  names: [nodesZh[definition.type].title],
  words: [definition.category],
}))
const chinese: readonly PaletteItem[] = builtinNodes.map((definition) => ({
  definition,
  title: nodesZh[definition.type].title,
  summary: nodesZh[definition.type].summary,
  names: [definition.title],
  words: [definition.category, definition.summary],
}))
const find = (query: string, items = english) =>
  matchNodes(items, query).map(({ definition }) => definition.type)

it('puts names that begin with the word first', () => {
  expect(find('adap')[0]).toBe('adapter-bank')
  expect(find('in').slice(0, 2)).toEqual(['input', 'intent-classifier'])
})

it('finds by category, by what a node does, and by letters in order', () => {
  expect(find('retrieval')).toContain('bm25-retriever')
  expect(find('calibrated')).toContain('intent-classifier')
  expect(find('hyret')[0]).toBe('hybrid-retriever')
})

it('finds Chinese titles, and English ones in a Chinese interface', () => {
  expect(find('意图', chinese)).toContain('intent-classifier')
  expect(find('router', chinese)[0]).toBe('condition-router')
  expect(find('calibrated', chinese)).toContain('intent-classifier')
  expect(find('意图')).toContain('intent-classifier')
})

it('forgives one slip of the fingers in a word', () => {
  for (const slip of ['retreiver', 'retrever', 'retriiever', 'retrkever'])
    expect(find(`hybrid ${slip}`)[0], slip).toBe('hybrid-retriever')
  expect(find('hybrid rterveier')).toEqual([])
})

it('needs every word to match', () => {
  expect(find('hybrid bank')).toEqual([])
  expect(find('  ')).toHaveLength(builtinNodes.length)
})

it('groups in the order of the categories and loses none', () => {
  const groups = groupByCategory(english)
  expect(groups[0]?.category).toBe('io')
  expect(groups.flatMap(({ items }) => items)).toHaveLength(builtinNodes.length)
})
