/** From what a host says about runs to the runner of one editor. */
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { NodeDefinition } from '../../runtime/core/node/define-node.ts'
import type { LoadPipeline } from '../document/stored-pipelines.ts'
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
  /** How the runner loads what stored pipelines nodes name; null where it cannot. */
  readonly loadPipeline: LoadPipeline
}

export function openRunner(
  { document, runner, resources = {}, workers }: RunnerOptions,
  nodes: readonly NodeDefinition[],
  hasRuns: boolean,
): OpenedRunner {
  const isProvider = 'list' in resources
  // What a page has says nothing about what a server can use.
  const served = runner === undefined ? null : serveRuns(runner, document)
  const provider = isProvider
    ? resources
    : served === null
      ? listPageResources(resources)
      : (served.resources ?? null)
  const loadPipeline = served?.loadPipeline?.bind(served) ?? null
  if (!hasRuns) return { runner: null, localRunner: null, resources: provider, loadPipeline }
  if (served !== null) return { runner: served, localRunner: null, resources: provider, loadPipeline }
  const localRunner = createLocalRunner({
    resources: isProvider ? {} : resources,
    makeWorker: workers.run,
    nodes,
  })
  return { runner: localRunner, localRunner, resources: provider, loadPipeline }
}

const serveRuns = (runner: Runner | URL | string, document: PipelineDocument): Runner =>
  typeof runner === 'string' || runner instanceof URL
    ? createServerRunner({ url: runner, initial: document })
    : runner
