import { beforeEach, describe, expect, it } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import { createDocumentStore } from '../document/document-store.ts'
import { createPinStore, pinLimit, usablePins } from './pin-store.ts'

const template = {
  id: 'a',
  type: 'template',
  version: 1,
  config: { template: 'x' },
  position: { x: 0, y: 0 },
}
const desk = { ...emptyPipeline('desk', 'Desk'), nodes: [template] }

beforeEach(() => globalThis.localStorage.clear())

describe('pins', () => {
  it('are there at the next visit, for their own pipeline only, until they are released', () => {
    const documents = createDocumentStore(desk)
    const store = createPinStore(documents)
    store.getState().pin({ a: { text: 'held' } })
    expect(createPinStore(createDocumentStore(desk)).getState().pins).toEqual({ a: { text: 'held' } })
    documents.getState().open({ ...desk, id: 'other' })
    expect(store.getState().pins).toEqual({})
    documents.getState().open(desk)
    expect(store.getState().pins).toEqual({ a: { text: 'held' } })
    store.getState().unpin(['a'])
    expect(globalThis.localStorage.getItem('signalbox.pins.desk')).toBeNull()
  })

  it('are refused together when they are more than a request may carry', () => {
    const store = createPinStore(createDocumentStore(desk))
    expect(store.getState().pin({ a: { text: 'x'.repeat(pinLimit) } })).toBe(false)
    expect(store.getState().pin({ a: { text: '退'.repeat(pinLimit / 2) } })).toBe(false)
    expect(store.getState().pins).toEqual({})
  })

  it('of nodes and ports that are gone take no part in a run', () => {
    const pins = { a: { text: 'held', gone: 1 }, b: { text: 'x' }, c: { gone: 1 } }
    const registry = createNodeRegistry(builtinNodes)
    expect(usablePins(desk, registry, pins)).toEqual({ a: { text: 'held' } })
  })

  it('that are not readable are forgotten', () => {
    globalThis.localStorage.setItem('signalbox.pins.desk', '{"a": 7}')
    expect(createPinStore(createDocumentStore(desk)).getState().pins).toEqual({})
  })
})
