/** A runtime over composed services: the same in Node and in a page. */
import type { PipelineDocument } from '../core/document/document.ts'
import { parsePipeline } from '../core/document/parse.ts'
import type { RuntimeServices } from '../core/services/runtime-services.ts'
import type { RunOptions, RunResult } from '../engine/run-result.ts'
import type { ComposedServices } from './create-services.ts'

export interface Runtime {
  readonly services: RuntimeServices
  /** Runs a stored pipeline by id, or a document as it is. A run started here is not stored. */
  run(
    pipeline: string | PipelineDocument,
    inputs: Readonly<Record<string, unknown>>,
    options?: RunOptions & { readonly revision?: string },
  ): Promise<RunResult>
  /** Cancels what runs, waits for it, and closes the stores. */
  close(): Promise<void>
}

/** @param closeStores called once everything that runs has ended */
export function openRuntime(composed: ComposedServices, closeStores: () => Promise<void>): Runtime {
  const { services } = composed
  const findDocument = async (id: string, revision?: string): Promise<PipelineDocument> =>
    (await (revision === undefined ? services.pipelines.get(id) : services.pipelines.revision(id, revision)))
      .document
  return {
    services,
    run: async (pipeline, inputs, options = {}) => {
      const document =
        typeof pipeline === 'string'
          ? await findDocument(pipeline, options.revision)
          : parsePipeline(pipeline)
      return composed.compileCached(document).run(inputs, options)
    },
    close: async () => {
      await composed.close()
      await closeStores()
    },
  }
}
