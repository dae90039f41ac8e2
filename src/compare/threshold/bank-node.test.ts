import { describe, expect, it } from 'vitest'
import type { NodeRecord } from '../../../runtime/core/document/document.ts'
import { parsePipeline } from '../../../runtime/core/document/parse.ts'
import type { Bank } from '../../../runtime/core/wire/banks.ts'
import { findBankNode, readBankNode, writeThresholds } from './bank-node.ts'

const bank: Bank = {
  id: 'desk',
  name: 'Desk',
  language: 'en',
  backend: 'reader',
  base: 'reader',
  generation: 1,
  defaultAlias: null,
  aliases: [],
  routes: [
    { intent: 'refund', alias: 'amounts', threshold: 0.7 },
    { intent: 'timetable', alias: 'times' },
  ],
  adapters: [],
  questions: 0,
}

function documentWith(config: NodeRecord['config']) {
  const node = { id: 'bank', type: 'adapter-bank', version: 1, config, position: { x: 0, y: 0 } }
  return parsePipeline({
    format: 'signalbox/pipeline',
    version: 1,
    id: 'desk',
    name: 'Desk',
    nodes: [node],
    edges: [],
  })
}

function read(config: NodeRecord['config'], ...overrides: Parameters<typeof readBankNode>[2]) {
  const record = findBankNode(documentWith(config), 'desk')
  if (record === undefined) throw new Error('It has a bank node.')
  return readBankNode(record, bank, overrides)
}

describe('a bank node', () => {
  it('routes by its own routes before those of the bank, with the overrides of the variant', () => {
    const own = { id: 'route-1', intent: 'refund', alias: 'steps' }
    const node = read(
      { bank: 'desk', threshold: 0.5, routes: [own] },
      { node: 'bank', path: 'config.threshold', value: 0.6 },
    )
    expect(node?.rule.routes).toEqual([
      { intent: 'refund', alias: 'steps' },
      { intent: 'timetable', alias: 'times' },
    ])
    expect(node?.thresholds).toEqual({ threshold: 0.6, byIntent: {} })
    expect(read({ bank: 'desk' })?.thresholds).toEqual({ threshold: 0.85, byIntent: { refund: 0.7 } })
  })

  it('is none of another bank, and unreadable with settings that are not valid', () => {
    expect(findBankNode(documentWith({ bank: 'other' }), 'desk')).toBeUndefined()
    expect(read({ bank: 'desk', threshold: 7 })).toBeNull()
  })

  it('takes a global threshold and nothing else', () => {
    const document = documentWith({ bank: 'desk', threshold: 0.5 })
    const node = read({ bank: 'desk', threshold: 0.5 })
    if (node === null) throw new Error('It is valid.')
    const next = writeThresholds(
      document,
      'bank',
      { ...node.thresholds, threshold: 0.62 },
      node.thresholds,
      node.rule,
    )
    expect(next?.nodes[0]?.config).toEqual({ bank: 'desk', threshold: 0.62 })
    expect(writeThresholds(document, 'gone', node.thresholds, node.thresholds, node.rule)).toBeNull()
  })

  it('gets a route of its own for an intent that only the bank routes', () => {
    const document = documentWith({ bank: 'desk', threshold: 0.5 })
    const node = read({ bank: 'desk', threshold: 0.5 })
    if (node === null) throw new Error('It is valid.')
    const wanted = { threshold: 0.5, byIntent: { refund: 0.7, timetable: 0.9 } }
    const next = writeThresholds(document, 'bank', wanted, node.thresholds, node.rule)
    expect(next?.nodes[0]?.config['routes']).toEqual([
      { id: 'route-1', intent: 'timetable', alias: 'times', threshold: 0.9 },
    ])
    const back = writeThresholds(
      documentWith({
        bank: 'desk',
        threshold: 0.5,
        routes: [{ id: 'r', intent: 'timetable', alias: 'times', threshold: 0.9 }],
      }),
      'bank',
      { threshold: 0.5, byIntent: { refund: 0.7 } },
      wanted,
      node.rule,
    )
    expect(back?.nodes[0]?.config['routes']).toEqual([{ id: 'r', intent: 'timetable', alias: 'times' }])
  })
})
