/** An article as it stands in the editor before it is saved. */
import { z } from 'zod'

const draftSchema = z.object({ id: z.string(), title: z.string(), text: z.string() })

export type ArticleDraft = z.infer<typeof draftSchema>

export function readArticleDraft(stored: unknown): ArticleDraft | null {
  return draftSchema.safeParse(stored).data ?? null
}
