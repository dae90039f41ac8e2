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

describe('text on the clipboard', () => {
  it('that is a fragment or a pipeline gives its nodes, unknown types as they are', () => {
    expect(read(writeFragment({ nodes: [node], edges: [] }))).toEqual({ nodes: [node], edges: [] })
    expect(read(JSON.stringify({ ...emptyPipeline('p', 'P'), nodes: [node] }))?.nodes).toEqual([node])
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
