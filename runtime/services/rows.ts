import type { z } from 'zod'
import type { CollectionStore } from '../core/stores/stores.ts'

const pageRows = 1_000

/** All rows of a record, in their order. */
export async function readAllRows<Schema extends z.ZodType>(
  collections: CollectionStore,
  kind: string,
  id: string,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  const rows: z.output<Schema>[] = []
  for (let after: string | undefined; ;) {
    const page = await collections.rows(kind, id, {
      limit: pageRows,
      ...(after === undefined ? {} : { after }),
    })
    for (const { value } of page.items) rows.push(schema.parse(value))
    if (page.next === undefined) return rows
    after = page.next
  }
}
