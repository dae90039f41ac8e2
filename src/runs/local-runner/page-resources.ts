/** What a page without a server hands over for its runs: articles become indexes, utterances become intent models. */
import { z } from 'zod'
import { failure } from '../../../runtime/core/errors/failure.ts'
import { aliasNameSchema, bankRouteSchema } from '../../../runtime/core/wire/banks.ts'
import {
  articleSchema,
  languageSchema,
  resourceIdSchema,
  resourceNameSchema,
} from '../../../runtime/core/wire/indexes.ts'
import { utteranceSchema } from '../../../runtime/core/wire/intents.ts'

const base = {
  id: resourceIdSchema,
  name: resourceNameSchema.optional(),
  language: languageSchema.default('en'),
}
const bytesSchema = z.instanceof(Uint8Array)

const indexSchema = z.strictObject({ ...base, articles: z.array(articleSchema).min(1) })

const intentsSchema = z.strictObject({
  ...base,
  /** `intent` "oos" marks text that belongs to no intent; other keys, such as a split, are left alone. */
  utterances: z.array(utteranceSchema.pick({ text: true, intent: true }).strip()).min(1),
})

const bankSchema = z.strictObject({
  ...base,
  /** The two files of a PEFT folder, and the alias under which pipelines name the adapter. */
  adapters: z.array(z.strictObject({ alias: aliasNameSchema, config: bytesSchema, weights: bytesSchema })),
  routes: z.array(bankRouteSchema).default([]),
  defaultAlias: aliasNameSchema.nullable().default(null),
})

export type PageIndex = z.input<typeof indexSchema>
export type PageIntents = z.input<typeof intentsSchema>
export type PageBank = z.input<typeof bankSchema>

/** Everything is optional: a pipeline that only fills templates needs nothing. */
export interface PageResources {
  /** Searched by retrievers. Built when the first run needs them, in the worker. */
  readonly indexes?: readonly PageIndex[]
  /** Named by intent classifiers. Trained when the first run needs them, in the worker. */
  readonly intents?: readonly PageIntents[]
  /** Adapters of the embedded reader. */
  readonly banks?: readonly PageBank[]
  /** Weights of the embedded reader by language: the file's bytes or its address. Readers and banks need them. */
  readonly readers?: {
    readonly en?: Uint8Array | URL | string
    readonly zh?: Uint8Array | URL | string
  }
}

export interface CheckedResources {
  readonly indexes: readonly z.output<typeof indexSchema>[]
  readonly intents: readonly z.output<typeof intentsSchema>[]
  readonly banks: readonly z.output<typeof bankSchema>[]
  readonly readers: { readonly en?: Uint8Array | string; readonly zh?: Uint8Array | string }
}

/** @throws PAGE_RESOURCE_INVALID, which names the resource and the place in it */
export function checkResources({ indexes, intents, banks, readers }: PageResources): CheckedResources {
  return {
    indexes: (indexes ?? []).map((one) => check('index', indexSchema, one)),
    intents: (intents ?? []).map((one) => check('intents', intentsSchema, one)),
    banks: (banks ?? []).map((one) => check('bank', bankSchema, one)),
    readers: Object.fromEntries(
      Object.entries(readers ?? {}).map(([language, source]) => [language, absolute(source)]),
    ),
  }
}

function check<Schema extends z.ZodType>(
  kind: string,
  schema: Schema,
  given: { id: string },
): z.output<Schema> {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const reason = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`
  throw failure('PAGE_RESOURCE_INVALID', { kind, id: String(given.id), reason })
}

/** A worker would look beside its own file. */
function absolute(source: Uint8Array | URL | string): Uint8Array | string {
  return source instanceof Uint8Array ? source : new URL(source, globalThis.document.baseURI).href
}
