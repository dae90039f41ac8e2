/** The settings that every node which searches an index has. */
import { z } from 'zod'

const indexMeta = {
  title: 'Index',
  description: 'The collection to search.',
  widget: 'resource',
  resource: 'index',
} as const

/** The id of an index, which a person must choose. */
export const indexSetting = z.string().min(1, 'choose an index').max(64).meta(indexMeta)

/** The id of an index, empty where the node finds passages without one. */
export const optionalIndexSetting = z.string().max(64).default('').meta(indexMeta)

/** How many passages are kept, the best ones: 1 to 200. */
export const passageLimitSetting = z
  .int()
  .min(1)
  .max(200)
  .default(5)
  .meta({ title: 'Passages to keep', description: 'Best first.', widget: 'number' })
