/** Parameters that many routes share. */
import { z } from 'zod'
import { idSchema } from '../../core/document/document.ts'
import type { PageRequest } from '../../core/services/page.ts'
import { aliasNameSchema } from '../../core/wire/banks.ts'
import { rowIdSchema } from '../../core/wire/indexes.ts'

export const idParams = z.strictObject({ id: idSchema })

/** An article, an utterance or a labelled question of a resource. */
export const rowParams = idParams.extend({ row: rowIdSchema })

/** An adapter version of a bank, `name@sha12`. */
export const adapterParams = idParams.extend({ row: z.string().regex(/^[a-z0-9-]{1,64}@[0-9a-f]{12}$/) })

export const aliasParams = idParams.extend({ row: aliasNameSchema })

export const pageQuery = z.strictObject({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).optional(),
  search: z.string().max(200).optional(),
})

export function pageOf(query: z.infer<typeof pageQuery>): PageRequest {
  return {
    ...(query.after === undefined ? {} : { after: query.after }),
    ...(query.limit === undefined ? {} : { limit: query.limit }),
    ...(query.search === undefined ? {} : { search: query.search }),
  }
}

/** `{ items, total, next? }`. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), total: z.int(), next: z.string().optional() })
}

export function listSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item) })
}
