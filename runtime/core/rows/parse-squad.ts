/** SQuAD JSON, versions 1.1 and 2.0, as questions with answers. Source: Rajpurkar et al., EMNLP 2016 and ACL 2018. */
import { z } from 'zod'
import { toPointer } from '../document/parse.ts'
import { failure } from '../errors/failure.ts'

const squadSchema = z.object({
  data: z.array(
    z.object({
      title: z.string().default(''),
      paragraphs: z.array(
        z.object({
          context: z.string().min(1),
          qas: z.array(
            z.object({
              id: z.union([z.string(), z.number().transform(String)]),
              question: z.string().trim().min(1),
              answers: z.array(z.object({ text: z.string() })).default([]),
              is_impossible: z.boolean().default(false),
            }),
          ),
        }),
      ),
    }),
  ),
})

export interface SquadPassage {
  /** `title#number`: passages of one article share what stands before `#`. */
  readonly id: string
  readonly title: string
  readonly text: string
}

export interface SquadQuestion {
  readonly id: string
  readonly question: string
  /** Each once; none when declining is right. */
  readonly answers: readonly string[]
  /** The passage that holds the answer. */
  readonly contextId: string
}

export interface SquadSet {
  readonly passages: readonly SquadPassage[]
  readonly questions: readonly SquadQuestion[]
}

/** @throws SQUAD_INVALID with a JSON pointer */
export function parseSquad(value: unknown, file: string): SquadSet {
  const parsed = squadSchema.safeParse(value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const path = toPointer(issue?.path ?? [])
    throw failure('SQUAD_INVALID', { file, path: path || '/', reason: issue?.message ?? 'unknown' }, { path })
  }
  const passages: SquadPassage[] = []
  const questions: SquadQuestion[] = []
  parsed.data.data.forEach(({ title, paragraphs }, article) => {
    const name = title === '' ? `article-${article + 1}` : title
    paragraphs.forEach(({ context, qas }, number) => {
      const contextId = `${name}#${number}`
      passages.push({ id: contextId, title, text: context })
      for (const { id, question, answers, is_impossible: isImpossible } of qas) {
        const texts = isImpossible ? [] : answers.map(({ text }) => text.trim()).filter((text) => text !== '')
        questions.push({ id, question, answers: [...new Set(texts)], contextId })
      }
    })
  })
  return { passages, questions }
}
