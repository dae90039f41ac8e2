/** A template: a pipeline with every text in both languages, and what it says about itself. The files stand in `examples/templates`. */
import { z } from 'zod'
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import { parsePipeline } from '../../../runtime/core/document/parse.ts'
import type { Locale } from '../../messages/locale.ts'

const textSchema = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) })

const templateSchema = z.strictObject({
  id: z.string(),
  title: textSchema,
  summary: textSchema,
  shows: textSchema,
  /** What to ask first: each goes another way through the pipeline. */
  questions: z.array(textSchema).min(1),
  /** A document in which `{ en, zh }` may stand for any text. */
  pipeline: z.record(z.string(), z.json()),
})

export interface Template {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly shows: string
  readonly questions: readonly string[]
  readonly document: PipelineDocument
}

/** @throws a ZodError or a Failure for a file that is no template */
export function readTemplate(file: unknown, locale: Locale): Template {
  const { pipeline, questions, ...texts } = templateSchema.parse(file)
  const language = locale === 'en' ? 'en' : 'zh'
  return {
    id: texts.id,
    title: texts.title[language],
    summary: texts.summary[language],
    shows: texts.shows[language],
    questions: questions.map((question) => question[language]),
    document: parsePipeline(inLanguage(pipeline, language)),
  }
}

function inLanguage(value: unknown, language: 'en' | 'zh'): unknown {
  if (Array.isArray(value)) return value.map((item) => inLanguage(item, language))
  const text = textSchema.safeParse(value)
  if (text.success) return text.data[language]
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inLanguage(part, language)]))
}

/** What the examples are made of. */
export type NeedKind = 'index' | 'intents' | 'bank'

/** Something that a pipeline reads from. */
export interface Need {
  readonly kind: NeedKind
  readonly id: string
}

/** The setting that names a resource of each kind. */
const settings: Readonly<Record<string, NeedKind>> = { index: 'index', intents: 'intents', bank: 'bank' }

export const keyOfNeed = ({ kind, id }: Need): string => `${kind} ${id}`

/** Everything that the nodes name, each once, in the order of the nodes. */
export function listNeeds({ nodes }: PipelineDocument): readonly Need[] {
  const needs = nodes.flatMap(({ config }) =>
    Object.entries(settings).flatMap(([setting, kind]): Need[] => {
      const id = config[setting]
      return typeof id === 'string' && id !== '' ? [{ kind, id }] : []
    }),
  )
  return [...new Map(needs.map((need) => [keyOfNeed(need), need])).values()]
}

/** The document with other resources in their places; an empty id leaves a setting open. */
export function fillNeeds(document: PipelineDocument, chosen: ReadonlyMap<string, string>): PipelineDocument {
  const fill = (config: PipelineDocument['nodes'][number]['config']) =>
    Object.fromEntries(
      Object.entries(config).map(([setting, value]) => {
        const kind = settings[setting]
        if (kind === undefined || typeof value !== 'string') return [setting, value]
        return [setting, chosen.get(keyOfNeed({ kind, id: value })) ?? value]
      }),
    )
  return { ...document, nodes: document.nodes.map((node) => ({ ...node, config: fill(node.config) })) }
}

const noteSize = { width: 360, lineHeight: 44, head: 56 }

/** A note on the canvas, below the nodes, with what to ask. */
export function addQuestionNote(
  document: PipelineDocument,
  title: string,
  questions: readonly string[],
): PipelineDocument {
  const lowest = Math.max(...document.nodes.map(({ position }) => position.y))
  const text = [`**${title}**`, '', ...questions.map((question) => `- ${question}`)].join('\n')
  const size = { width: noteSize.width, height: noteSize.head + noteSize.lineHeight * questions.length }
  return { ...document, notes: [{ id: 'try', text, position: { x: 0, y: lowest + 200 }, size }] }
}
