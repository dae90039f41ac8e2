/** Stores that live as long as the page or the process. */
import type { Stores } from '../../core/stores/stores.ts'
import { createBlobStore } from './blobs.ts'
import { createCollectionStore } from './collections.ts'
import { createExperimentStore } from './experiments.ts'
import { createPipelineStore } from './pipelines.ts'
import { createRunStore } from './runs.ts'

export function openMemoryStores(): Stores {
  return {
    pipelines: createPipelineStore(),
    runs: createRunStore(),
    collections: createCollectionStore(),
    blobs: createBlobStore(),
    experiments: createExperimentStore(),
    close: () => Promise.resolve(),
  }
}
