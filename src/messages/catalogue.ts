/**
 * All text of the editor, by area: one file an area and language. The English file is the source; the Chinese one is a record
 * over its keys, so that a gap does not compile. Texts are ICU messages (plural, number); inside a plural write `{# nodes}`,
 * never a bare word, since every `{word` outside counts as a parameter for the compiler.
 */
import { adaptersEn } from './en/adapters.ts'
import { appEn } from './en/app.ts'
import { backendsEn } from './en/backends.ts'
import { canvasEn } from './en/canvas.ts'
import { changesEn } from './en/changes.ts'
import { commandsEn } from './en/commands.ts'
import { compareEn } from './en/compare.ts'
import { credentialsEn } from './en/credentials.ts'
import { datasetsEn } from './en/datasets.ts'
import { documentEn } from './en/document.ts'
import { formsEn } from './en/forms.ts'
import { inspectorEn } from './en/inspector.ts'
import { knowledgeEn } from './en/knowledge.ts'
import { outlineEn } from './en/outline.ts'
import { paletteEn } from './en/palette.ts'
import { pipelinesEn } from './en/pipelines.ts'
import { resourcesEn } from './en/resources.ts'
import { routingEn } from './en/routing.ts'
import { runsEn } from './en/runs.ts'
import { tourEn } from './en/tour.ts'
import { traceEn } from './en/trace.ts'
import { uiEn } from './en/ui.ts'

export const english = {
  adapters: adaptersEn,
  app: appEn,
  backends: backendsEn,
  canvas: canvasEn,
  changes: changesEn,
  commands: commandsEn,
  compare: compareEn,
  credentials: credentialsEn,
  datasets: datasetsEn,
  document: documentEn,
  forms: formsEn,
  inspector: inspectorEn,
  knowledge: knowledgeEn,
  outline: outlineEn,
  palette: paletteEn,
  pipelines: pipelinesEn,
  resources: resourcesEn,
  routing: routingEn,
  runs: runsEn,
  tour: tourEn,
  trace: traceEn,
  ui: uiEn,
} as const

type English = typeof english

export type Catalogue = {
  readonly [Area in keyof English]: Readonly<Record<keyof English[Area], string>>
}

/** `area.key` of every message. */
export type MessageKey = {
  [Area in keyof English]: `${Area & string}.${keyof English[Area] & string}`
}[keyof English]

type TextOf<Key extends MessageKey> = Key extends `${infer Area}.${infer Name}`
  ? Area extends keyof English
    ? Name extends keyof English[Area]
      ? English[Area][Name]
      : never
    : never
  : never

type Word<Name> = Name extends `${string} ${string}` | `${string}#${string}` | '' ? never : Name
type FirstWord<Text> = Text extends `${infer Inside}}${string}`
  ? Inside extends `${infer Name},${string}`
    ? Word<Name>
    : Word<Inside>
  : never
type ParameterNames<Text> = Text extends `${string}{${infer Rest}`
  ? FirstWord<Rest> | ParameterNames<Rest>
  : never

export type MessageParams<Key extends MessageKey> = Readonly<
  Record<ParameterNames<TextOf<Key>>, string | number>
>

/** Messages without parameters, for tables of texts. */
export type PlainMessageKey = {
  [Key in MessageKey]: [ParameterNames<TextOf<Key>>] extends [never] ? Key : never
}[MessageKey]

/** The text of one message: `say('canvas.selected', { n: 3 })`. */
export type Say = <Key extends MessageKey>(
  key: Key,
  ...params: [ParameterNames<TextOf<Key>>] extends [never] ? [] : [MessageParams<Key>]
) => string
