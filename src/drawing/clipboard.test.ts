import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { readFragment, writeFragment } from './clipboard.ts'

const read = (text: string) => readFragment(text, 'The clipboard')
const node = {
  id: 'odd',
  type: 'acme-oracle',
  version: 3,
  config: { deep: { x: [1, { 'k é': null }] } },
  position: { x: 8, y: 0 },
}

const nothing = { nodes: [], edges: [], groups: [], notes: [] }
const group = { id: 'g', title: 'Search', color: 'intent', nodes: ['odd'], collapsed: true }
const note = { id: 'n', text: '# Why', position: { x: 8, y: 8 }, size: { width: 240, height: 140 } }

describe('text on the clipboard', () => {
  it('that is a fragment or a pipeline gives its nodes, unknown types as they are', () => {
    expect(read(writeFragment({ ...nothing, nodes: [node] }))).toEqual({ ...nothing, nodes: [node] })
    expect(read(JSON.stringify({ ...emptyPipeline('p', 'P'), nodes: [node] }))?.nodes).toEqual([node])
  })

  it('carries groups and notes, of a fragment and of a pipeline', () => {
    const all = { nodes: [node], edges: [], groups: [group], notes: [note] }
    expect(read(writeFragment(all))).toEqual(all)
    expect(read(JSON.stringify({ ...emptyPipeline('p', 'P'), ...all }))).toEqual(all)
  })

  it('is what earlier versions write, and read, where nothing else is copied', () => {
    const old = { format: 'signalbox/fragment', version: 1, nodes: [node], edges: [] }
    expect(read(JSON.stringify(old))).toEqual({ ...nothing, nodes: [node] })
    expect(JSON.parse(writeFragment({ ...nothing, nodes: [node] }))).toEqual(old)
  })

  it.each(['', 'hello', '{"nodes": 7', '[1]', '{"a": 1}', '{"format": "other/thing", "version": 9}'])(
    'that is neither is nothing: %s',
    (text) => expect(read(text)).toBeNull(),
  )

  it('of any kind never throws anything but a failure of the catalogue', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.anything().map(JSON.stringify)), (text) => {
        expect(read(String(text))).toBeNull()
      }),
    )
  })

  it.each([
    ['a pipeline of a newer format', { ...emptyPipeline('p', 'P'), version: 9 }, 'NEWER_FORMAT'],
    ['nodes of a newer format', { format: 'signalbox/fragment', version: 9 }, 'NEWER_FORMAT'],
    ['damaged nodes', { format: 'signalbox/fragment', version: 1, nodes: 7, edges: [] }, 'DOCUMENT_INVALID'],
    [
      'a damaged group',
      { format: 'signalbox/fragment', version: 1, nodes: [], edges: [], groups: [{ ...group, nodes: 7 }] },
      'DOCUMENT_INVALID',
    ],
    [
      'a damaged note',
      { format: 'signalbox/fragment', version: 1, nodes: [], edges: [], notes: [{ ...note, text: 7 }] },
      'DOCUMENT_INVALID',
    ],
    [
      'two nodes of one id',
      {
        format: 'signalbox/fragment',
        version: 1,
        nodes: [node, { ...node, version: 1 }],
        edges: [],
      },
      'DUPLICATE_ID',
    ],
    [
      'a pipeline with two nodes of one id',
      { ...emptyPipeline('p', 'P'), nodes: [node, node] },
      'DUPLICATE_ID',
    ],
    ['a damaged pipeline', { ...emptyPipeline('p', 'P'), nodes: 7 }, 'DOCUMENT_INVALID'],
  ])('that is %s says so', (_name, value, code) => {
    expect(() => read(JSON.stringify(value))).toThrow(expect.objectContaining({ code }))
  })

  it('that is too large says how large it is', () => {
    expect(() => read(`{"a":"${'x'.repeat(6_000_000)}"}`)).toThrow(
      expect.objectContaining({
        code: 'DOCUMENT_TOO_LARGE',
        params: expect.objectContaining({ source: 'The clipboard' }),
      }),
    )
  })
})
