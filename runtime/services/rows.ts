/** The rows under the records of one kind, typed by a schema. */
import type { z } from 'zod'
import type { Page, PageRequest } from '../core/services/page.ts'
import type { CollectionStore } from '../core/stores/stores.ts'

export interface Rows<Row> {
  /** A page of a record's rows, of one intent only where the request names it; null: those labelled as without one. */
  page(id: string, request: PageRequest & { readonly intent?: string | null }): Promise<Page<Row>>
  /** All rows of a record, in their order. */
  all(id: string): Promise<Row[]>
}

const pageRows = 100
const readRows = 1_000

/** @param intentField where a row states its intent */
export function openRows<Row>(
  collections: CollectionStore,
  kind: string,
  schema: z.ZodType<Row>,
  intentField = 'intent',
): Rows<Row> {
  const page: Rows<Row>['page'] = async (id, { after, limit = pageRows, search, intent }) => {
    const { items, ...rest } = await collections.rows(kind, id, {
      limit,
      ...(after === undefined ? {} : { after }),
      ...(search === undefined ? {} : { search }),
      ...(intent === undefined ? {} : { where: { field: intentField, equals: intent } }),
    })
    return { ...rest, items: items.map(({ value }) => schema.parse(value)) }
  }
  return {
    page,
    all: async (id) => {
      const rows: Row[] = []
      for (let after: string | undefined; ;) {
        const { items, next } = await page(id, { limit: readRows, ...(after === undefined ? {} : { after }) })
        rows.push(...items)
        if (next === undefined) return rows
        after = next
      }
    },
  }
}
