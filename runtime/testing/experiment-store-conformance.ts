/** What every store of cells must do; a part of the suite of storage drivers. */
import { describe, expect, it } from 'vitest'
import type { CellPlace, PlacedCell, Stores } from '../core/stores/stores.ts'
import type { Cell } from '../core/wire/experiments.ts'

const place = (row: number, variant = 0, repetition = 0, arm = 0): CellPlace => ({
  row,
  variant,
  repetition,
  arm,
})

const cellAt = (at: CellPlace, change: Partial<Cell> = {}): PlacedCell => ({
  place: at,
  cell: {
    variant: `v${at.variant}`,
    row: `r${at.row}`,
    repetition: at.repetition,
    arm: null,
    status: 'succeeded',
    attempts: 1,
    order: 0,
    wallMs: 1.5,
    ttftMs: null,
    parts: { node: 1, queue: 0, engine: 0.5, load: 0 },
    answer: '退票 "50%"',
    outputType: 'text',
    abstained: false,
    intent: 'refund',
    confidence: 0.1 + 0.2,
    margin: null,
    reason: null,
    outOfScope: null,
    alias: null,
    adapter: null,
    outcome: null,
    documents: ['d1'],
    scores: { em: 1, f1: null },
    tokens: null,
    error: null,
    runId: null,
    ...change,
  },
})

export function describeExperimentStore(store: () => Stores): void {
  describe('experiments', () => {
    it('gives every place one cell, whichever came first', async () => {
      const first = cellAt(place(0), { answer: 'first' })
      expect(await store().experiments.putCells('e', [first, cellAt(place(1))])).toBe(2)
      const again = [cellAt(place(0), { answer: 'second' }), cellAt(place(0, 1)), cellAt(place(0, 1))]
      expect(await store().experiments.putCells('e', again)).toBe(1)
      expect(await store().experiments.cell('e', place(0))).toEqual(first.cell)
      expect(await store().experiments.cell('e', place(7))).toBeUndefined()
      expect(await store().experiments.cell('other', place(0))).toBeUndefined()
    })

    it('keeps the order of places however cells come, pages without gaps and filters', async () => {
      const places = [place(2), place(0, 1), place(0, 0, 1), place(0), place(0, 0, 0, 1), place(10)]
      for (const at of places) await store().experiments.putCells('e', [cellAt(at)])
      expect([...(await store().experiments.places('e'))]).toEqual(
        [
          [0, 0, 0, 0],
          [0, 0, 0, 1],
          [0, 0, 1, 0],
          [0, 1, 0, 0],
          [2, 0, 0, 0],
          [10, 0, 0, 0],
        ].flat(),
      )
      const first = await store().experiments.cells('e', { limit: 4 })
      expect([first.total, first.items.at(-1)?.variant]).toEqual([6, 'v1'])
      const rest = await store().experiments.cells('e', {
        limit: 4,
        ...(first.next === undefined ? {} : { after: first.next }),
      })
      expect(rest.items.map(({ row }) => row)).toEqual(['r2', 'r10'])
      expect(rest.next).toBeUndefined()
      const texts = await store().experiments.texts('e', {
        limit: 2,
        ...(first.next === undefined ? {} : { after: first.next }),
      })
      expect(texts).toEqual({ items: rest.items.map((cell) => JSON.stringify(cell)) })
      expect((await store().experiments.texts('e', { limit: 1 })).next).toBe('0 0 0 0')
      const ofRow = await store().experiments.cells('e', { limit: 9, row: 0, variant: 0 })
      expect([ofRow.total, ofRow.items.length]).toEqual([3, 3])
    })

    it('gives cells by column, with nothing rounded', async () => {
      await store().experiments.putCells('e', [
        cellAt(place(1), {
          status: 'failed',
          intent: null,
          outOfScope: true,
          abstained: null,
          ttftMs: 0.25,
          cost: 0.4,
        }),
        cellAt(place(0)),
      ])
      const { answer, documents, ...columns } = await store().experiments.columns('e')
      expect(columns).toEqual({
        row: [0, 1],
        variant: [0, 0],
        repetition: [0, 0],
        arm: [0, 0],
        status: ['succeeded', 'failed'],
        intent: ['refund', null],
        confidence: [0.1 + 0.2, 0.1 + 0.2],
        margin: [null, null],
        reason: [null, null],
        outOfScope: [null, 1],
        abstained: [0, null],
        alias: [null, null],
        outcome: [null, null],
        wallMs: [1.5, 1.5],
        ttftMs: [null, 0.25],
        nodeMs: [1, 1],
        queueMs: [0, 0],
        engineMs: [0.5, 0.5],
        loadMs: [0, 0],
        cost: [null, 0.4],
        scores: { em: [1, 1], f1: [null, null] },
      })
      expect([answer.length, answer[0] === answer[1]]).toEqual([2, true])
      expect([documents.length, documents[0] === documents[1]]).toEqual([2, true])
      expect(await store().experiments.count('e')).toEqual({ done: 2, failed: 1 })
    })

    it('tells by a key whether cells gave the same answer and the same documents', async () => {
      const changes = [{}, { answer: '改签' }, { documents: ['d1', 'd2'] }, { documents: ['d2', 'd1'] }, {}]
      await store().experiments.putCells(
        'e',
        changes.map((change, variant) => cellAt(place(0, variant), change)),
      )
      const { answer, documents } = await store().experiments.columns('e')
      const first = (keys: readonly string[]) => keys.map((key) => keys.indexOf(key))
      expect([first(answer), first(documents)]).toEqual([
        [0, 1, 0, 0, 0],
        [0, 0, 2, 3, 0],
      ])
    })

    it('removes the cells of one experiment only', async () => {
      await store().experiments.putCells('e', [cellAt(place(0))])
      await store().experiments.putCells('f', [cellAt(place(0))])
      await store().experiments.remove('e')
      expect(await store().experiments.count('e')).toEqual({ done: 0, failed: 0 })
      expect((await store().experiments.columns('e')).row).toEqual([])
      expect((await store().experiments.places('e')).length).toBe(0)
      expect(await store().experiments.count('f')).toEqual({ done: 1, failed: 0 })
    })
  })
}
