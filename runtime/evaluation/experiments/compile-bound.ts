/** Compiles a variant's document and binds it, so that all its cells see the same versions of what it uses. */
import type { PipelineDocument } from '../../core/document/document.ts'
import type { Admission, Admit } from '../../core/services/services.ts'
import type { CompiledPipeline } from '../../engine/compile.ts'
import { compile } from '../../engine/compile.ts'
import type { CompileOptions } from '../../engine/run-environment.ts'

export interface BoundPipeline {
  readonly pipeline: CompiledPipeline
  /** One for all runs: none of them gives it back. */
  readonly admission: Admission
}

/**
 * Compiles a document and asks `admit` once for the versions it uses; every run of the pipeline gets that one admission, without a
 * way to give it back. The caller keeps what `admit` lent and releases it when the last run is over.
 *
 * @param options what the document is compiled with, less the services: they come with the admission
 * @param admit lends the indexes, intent models and banks that the document names
 * @param signal ends the asking, not the runs. @default never
 * @throws faults of the document, and what `admit` throws
 */
export async function compileBound(
  document: PipelineDocument,
  options: Omit<CompileOptions, 'admit' | 'services'>,
  admit: Admit,
  signal: AbortSignal = new AbortController().signal,
): Promise<BoundPipeline> {
  const pipeline = compile(document, options)
  const lent = await admit(await pipeline.pins(), signal)
  const admission = { ...lent, release: () => undefined }
  return { pipeline: pipeline.bind(admission), admission }
}

/** Kept results would make a row's repetitions, and the rows of the warm-up, quicker than the pipeline is. */
export function withoutSharedCache(document: PipelineDocument): PipelineDocument {
  const nodes = document.nodes.map((node) =>
    node.policy?.cache === 'shared' ? { ...node, policy: { ...node.policy, cache: 'run' as const } } : node,
  )
  return { ...document, nodes }
}
