/** Joins passages into one text that fits a model's window, numbered so that an answer can cite them. */
import { z } from 'zod'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import { port } from '../../runtime/core/node/ports.ts'
import type { RetrievedDocument } from '../../runtime/core/values.ts'
import { splitSentences } from '../../runtime/retrieval/sentence.ts'

const config = z.object({
  maxCharacters: z.int().min(200).max(500_000).default(6_000).meta({
    title: 'Longest text',
    description: 'Passages that do not fit are cut at a sentence or left out, the last first.',
    widget: 'number',
    unit: 'characters',
  }),
  order: z
    .enum(['rank', 'source'])
    .default('rank')
    .meta({
      title: 'Order',
      description: 'Rank: best first. Source: passages of one document together, as they stand in it.',
      options: { rank: 'Rank', source: 'Source' },
    }),
  isNumbered: z.boolean().default(true).meta({ title: 'Number the passages' }),
  hasTitles: z.boolean().default(true).meta({ title: 'Write the titles' }),
  separator: z.string().max(40).default('\n\n').meta({
    title: 'Between passages',
    description: 'As it comes, two line ends: an empty line.',
    widget: 'multiline',
  }),
})

type Settings = z.output<typeof config>

/** Room for a number such as `[123] ` before a passage. */
const numberLength = 6

function headOf({ title }: RetrievedDocument, number: number, { isNumbered, hasTitles }: Settings): string {
  const marks = [isNumbered ? `[${number}]` : '', hasTitles ? title : ''].filter((mark) => mark !== '')
  if (marks.length === 0) return ''
  return `${marks.join(' ')}${hasTitles && title !== '' ? '\n' : ' '}`
}

/** The longest run of whole sentences from the start that fits. */
function cutAtSentence(document: RetrievedDocument, room: number): RetrievedDocument | undefined {
  if (document.text.length <= room) return document
  const end = splitSentences(document.text).findLast((sentence) => sentence.end <= room)?.end
  if (end === undefined) return undefined
  const { start } = document.source
  return { ...document, text: document.text.slice(0, end), source: { start, end: start + end } }
}

/** The best passages that fit, each once; what is cut keeps a source that says so. */
function choosePassages(documents: readonly RetrievedDocument[], settings: Settings): RetrievedDocument[] {
  const chosen = new Map<string, RetrievedDocument>()
  let room = settings.maxCharacters
  for (const document of documents) {
    if (chosen.has(document.id)) continue
    const head =
      headOf(document, 0, settings).length + (settings.isNumbered ? numberLength - '[0] '.length : 0)
    const between = chosen.size === 0 ? 0 : settings.separator.length
    const kept = cutAtSentence(document, room - head - between)
    if (kept === undefined) break
    chosen.set(document.id, kept)
    room -= head + between + kept.text.length
    if (kept !== document) break
  }
  return [...chosen.values()]
}

/** Documents in the order of their best passage, passages in the order of the text. */
function sortBySource(passages: readonly RetrievedDocument[]): RetrievedDocument[] {
  const places = new Map<string, number>()
  for (const { documentId } of passages) if (!places.has(documentId)) places.set(documentId, places.size)
  const placeOf = ({ documentId }: RetrievedDocument) => places.get(documentId) ?? 0
  return [...passages].sort((a, b) => placeOf(a) - placeOf(b) || a.source.start - b.source.start)
}

export const contextBuilder = defineNode({
  type: 'context-builder',
  version: 1,
  title: 'Context builder',
  category: 'retrieval',
  summary: 'Joins passages into one text of bounded length, numbered for citing.',
  config,
  inputs: { documents: port.documents('Documents') },
  outputs: { text: port.text('Text'), documents: port.documents('Documents used') },
  needs: [],
  migrations: {},
  describe: ({ maxCharacters, order }) => [
    { text: '≤ {maxCharacters} characters', values: { maxCharacters } },
    { text: order === 'rank' ? 'best first' : 'in reading order' },
  ],
  run({ documents }, settings, { trace }) {
    const chosen = choosePassages(documents, settings)
    const passages = settings.order === 'source' ? sortBySource(chosen) : chosen
    const text = passages
      .map((passage, index) => headOf(passage, index + 1, settings) + passage.text)
      .join(settings.separator)
    trace.annotate({ 'context.passages': passages.length, 'context.characters': text.length })
    return { text, documents: passages }
  },
})
