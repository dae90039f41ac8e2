/** Lists and pages as the API sends them. */
import { z } from 'zod'
import type { Page } from '../core/services/page.ts'

export const itemsOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item) })

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), total: z.int(), next: z.string().optional() })
}

/** Under exactOptionalPropertyTypes an absent `next` stays absent. */
export function toPage<Item>({
  items,
  total,
  next,
}: {
  items: Item[]
  total: number
  next?: string | undefined
}): Page<Item> {
  return { items, total, ...(next === undefined ? {} : { next }) }
}

export function queryOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, String(value))
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
