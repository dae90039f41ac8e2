/** From what a host says about runs to the runner of one editor. */
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { NodeDefinition } from '../../runtime/core/node/define-node.ts'
import type { LocalRunner } from '../runs/local-runner/local-runner.ts'
import { createLocalRunner } from '../runs/local-runner/local-runner.ts'
import type { PageResources } from '../runs/local-runner/page-resources.ts'
import { listPageResources } from '../runs/local-runner/list-page-resources.ts'
import type { Runner } from '../runs/runner.ts'
import { createServerRunner } from '../runs/server-runner.ts'
import type { EditorWorkers } from '../session/editor-context.tsx'
import type { ResourceProvider } from '../session/resources.ts'

export interface RunnerOptions {
  readonly document: PipelineDocument
  readonly runner: Runner | URL | string | undefined
  readonly resources: ResourceProvider | PageResources | undefined
  readonly workers: EditorWorkers
}

export interface OpenedRunner {
  readonly runner: Runner | null
  /** The same one where runs happen in the page. */
  readonly localRunner: LocalRunner | null
  readonly resources: ResourceProvider | null
}

export function openRunner(
  { document, runner, resources = {}, workers }: RunnerOptions,
  nodes: readonly NodeDefinition[],
  hasRuns: boolean,
): OpenedRunner {
  const isProvider = 'list' in resources
  const isLocal = runner === undefined
  // What a page has says nothing about what a server can use.
  const provider = isProvider ? resources : isLocal ? listPageResources(resources) : null
  if (!hasRuns) return { runner: null, localRunner: null, resources: provider }
  if (isLocal) {
    const localRunner = createLocalRunner({
      resources: isProvider ? {} : resources,
      makeWorker: workers.run,
      nodes,
    })
    return { runner: localRunner, localRunner, resources: provider }
  }
  const isAddress = typeof runner === 'string' || runner instanceof URL
  return {
    runner: isAddress ? createServerRunner({ url: runner, initial: document }) : runner,
    localRunner: null,
    resources: provider,
  }
}
