/** The runner behind `createServerRunner`: the client of the HTTP API and its schemas, loaded when they are first needed. */
import type { SignalboxClient } from '../../runtime/client/client.ts'
import { createClient } from '../../runtime/client/client.ts'
import { hashPipeline } from '../../runtime/core/document/content-hash.ts'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { Failure, failure } from '../../runtime/core/errors/failure.ts'
import { createRecentlyUsed } from '../../runtime/core/recently-used.ts'
import type { Draft } from '../../runtime/core/wire/pipelines.ts'
import type { HttpRunner } from './runner.ts'
import { createHttpRunner } from './runner.ts'

export interface ServerRunnerOptions {
  /** Where the server is, e.g. `https://signalbox.example` or `/signalbox`. */
  readonly url: URL | string
  readonly token?: string
  /** What the server's draft is expected to hold: the document as the page got it. */
  readonly initial?: PipelineDocument
}

export interface ServerConnection {
  readonly client: SignalboxClient
  readonly runner: HttpRunner
}

/** Several editors of one page share what follows the work of a server. A page whose token changes often keeps a few. */
const clients = createRecentlyUsed<SignalboxClient>(8)

function openClient(baseUrl: string, token: string | undefined): SignalboxClient {
  const key = JSON.stringify([baseUrl, token])
  const client = clients.get(key) ?? createClient({ baseUrl, ...(token === undefined ? {} : { token }) })
  clients.set(key, client)
  return client
}

export function connectServer({ url, token, initial }: ServerRunnerOptions): ServerConnection {
  const baseUrl = String(url).replace(/\/$/, '')
  const client = openClient(baseUrl, token)
  let agreed = initial === undefined ? undefined : hashPipeline(initial)

  const findDraft = async (id: string): Promise<Draft | undefined> => {
    try {
      return await client.pipelines.get(id)
    } catch (error) {
      if (error instanceof Failure && error.code === 'PIPELINE_NOT_FOUND') return undefined
      throw error
    }
  }
  const runner = createHttpRunner(client, async (document) => {
    const wanted = hashPipeline(document)
    const draft = await findDraft(document.id)
    if (draft === undefined) await client.pipelines.create(document)
    else if (hashPipeline(draft.document) !== wanted) {
      const { counter } = draft
      if (hashPipeline(draft.document) !== agreed) {
        throw failure('REVISION_CONFLICT', { pipeline: document.id, current: counter, expected: counter - 1 })
      }
      await client.pipelines.save(document.id, document, counter)
    }
    agreed = wanted
  })
  return { client, runner }
}
