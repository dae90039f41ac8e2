/** Backends over HTTP: what can generate answers here, and how one is made from the address of an engine. */
import { z } from 'zod'
import { originOf } from './credentials.ts'
import { languageSchema, resourceIdSchema } from './indexes.ts'

/** How a backend is reached; `other` where its driver does not say. */
export const backendKinds = ['embedded', 'in-process', 'http', 'simulated', 'other'] as const

/** What can stand behind the address of a backend: any OpenAI-compatible server, or vLLM, which takes adapters while it runs. */
export const engineNames = ['openai', 'vllm'] as const

export const engineConnectionSchema = z.object({
  engine: z.enum(engineNames),
  /** Up to and with the version of the API: `http://127.0.0.1:8000/v1`. */
  address: z.string(),
  /** Name of the credential that is sent along; empty for none. */
  credential: z.string(),
  /** Where the engine finds the adapters that this server writes down; empty where it sees them at the same path. */
  adapterFolder: z.string(),
})

export const backendSchema = z.object({
  id: z.string(),
  /** The name of its base model: it takes adapters of that one. */
  base: z.string(),
  kind: z.enum(backendKinds),
  capabilities: z.object({
    /** That it answers in; null for any. */
    languages: z.array(languageSchema).nullable(),
    /** It can serve adapters beside its base model. */
    adapters: z.boolean(),
    /** Adapters can be trained on it here, from a bank's labelled questions. */
    training: z.boolean(),
  }),
  /** How its engine is reached; null for one that the program brings. */
  connection: engineConnectionSchema.nullable(),
  /** The banks that generate through it. */
  banks: z.array(z.object({ id: z.string(), name: z.string() })),
})

/** Paths are added to it; and a key behind a question mark would be shown to everybody. */
const addressSchema = z
  .string()
  .trim()
  .max(2_000)
  .refine(
    (address) => originOf(address) !== undefined && !/[?#]/.test(address),
    'it is a web address such as http://127.0.0.1:8000/v1, without what begins with ? or #',
  )
  .transform((address) => address.replace(/\/+$/, ''))
const credentialNameSchema = z.union([z.literal(''), resourceIdSchema])
/** Engines take other paths for names of models on the web. */
const folderSchema = z
  .string()
  .trim()
  .max(1_000)
  .regex(/^(?:|\/[^\p{Cc}]*)$/u, 'it is a whole path that begins with /, as the engine sees it')

export const createBackendSchema = z.strictObject({
  id: resourceIdSchema,
  engine: z.enum(engineNames).default('openai'),
  address: addressSchema,
  /** The base model, as the engine names it; empty for the only one that it serves. */
  model: z.string().trim().max(400).default(''),
  credential: credentialNameSchema.default(''),
  adapterFolder: folderSchema.default(''),
})

/** What is left out stays. The engine and its base model stay in any case: banks hold adapters for them. */
export const changeBackendSchema = z.strictObject({
  address: addressSchema.optional(),
  credential: credentialNameSchema.optional(),
  adapterFolder: folderSchema.optional(),
})

export type BackendKind = (typeof backendKinds)[number]
export type EngineName = (typeof engineNames)[number]
export type EngineConnection = z.infer<typeof engineConnectionSchema>
export type BackendSummary = z.infer<typeof backendSchema>
export type CreateBackend = z.input<typeof createBackendSchema>
export type ChangeBackend = z.input<typeof changeBackendSchema>
