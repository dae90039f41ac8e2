import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packRows } from './row-pins.ts'

const hashes = fc.stringMatching(/^[0-9a-f]{16}$/)
describe('packed rows', () => {
  it('are what was added, whatever the ids are and however many', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ id: fc.string({ unit: 'grapheme' }), hash: hashes })), (rows) => {
        const pins = packRows(rows)
        const held = Array.from({ length: pins.count }, (_, at) => ({ id: pins.id(at), hash: pins.hash(at) }))
        expect(held).toEqual(rows)
      }),
    )
    const many = packRows(
      Array.from({ length: 5_000 }, (_, at) => ({ id: `第${at}行`, hash: '00000000ffffffff' })),
    )
    expect([many.count, many.id(0), many.id(4_999), many.hash(4_999)]).toEqual([
      5_000,
      '第0行',
      '第4999行',
      '00000000ffffffff',
    ])
  })

  it('name an id that two of them have, and none where all differ', () => {
    const row = (id: string) => ({ id, hash: '0'.repeat(16) })
    expect(packRows(['a', 'ab', 'b', 'aa'].map(row)).findDuplicate()).toBeUndefined()
    expect(packRows(['a', 'b', 'ab', '行', 'b'].map(row)).findDuplicate()).toBe('b')
    expect(packRows([]).findDuplicate()).toBeUndefined()
  })
})
