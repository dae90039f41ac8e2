/** What commands use of the services. Those of a runtime in this process fit, and so do those of a running server. */
import type { BackendService } from '../../core/services/backends.ts'
import type { BankService } from '../../core/services/banks.ts'
import type { CredentialService } from '../../core/services/credentials.ts'
import type { DatasetService } from '../../core/services/datasets.ts'
import type { ExperimentService } from '../../core/services/experiments.ts'
import type { IndexService } from '../../core/services/indexes.ts'
import type { IntentService } from '../../core/services/intents.ts'
import type { JobService } from '../../core/services/jobs.ts'
import type { PipelineService } from '../../core/services/pipelines.ts'
import type { IntentValue } from '../../core/values.ts'

export interface CommandServices {
  readonly indexes: Pick<IndexService, 'list' | 'get' | 'create' | 'putArticles' | 'build'>
  readonly intents: Pick<IntentService, 'list' | 'get' | 'create' | 'putUtterances' | 'train'> & {
    open(id: string): Promise<{ predict(text: string): IntentValue | Promise<IntentValue> }>
  }
  readonly banks: Pick<
    BankService,
    | 'list'
    | 'get'
    | 'create'
    | 'putQuestions'
    | 'addAdapter'
    | 'adapterFiles'
    | 'flipAlias'
    | 'setRoutes'
    | 'trainAdapter'
  >
  readonly backends: Pick<BackendService, 'list' | 'create' | 'remove'>
  readonly credentials: Pick<CredentialService, 'list' | 'create' | 'remove'>
  readonly pipelines: Pick<PipelineService, 'list' | 'get' | 'create' | 'save' | 'saveRevision'>
  readonly datasets: Pick<DatasetService, 'list' | 'get' | 'create' | 'putRows'>
  readonly experiments: Pick<
    ExperimentService,
    'list' | 'create' | 'start' | 'stop' | 'follow' | 'wait' | 'report'
  >
  readonly jobs: Pick<JobService, 'follow' | 'wait'>
}
