/** Everything a server, a command or a test manages. */
import type { BackendService } from './backends.ts'
import type { BankService } from './banks.ts'
import type { CredentialService } from './credentials.ts'
import type { DatasetService } from './datasets.ts'
import type { ExperimentService } from './experiments.ts'
import type { IndexService } from './indexes.ts'
import type { IntentService } from './intents.ts'
import type { JobService } from './jobs.ts'
import type { PipelineService } from './pipelines.ts'
import type { RunService } from './runs.ts'

export interface RuntimeServices {
  readonly indexes: IndexService
  readonly intents: IntentService
  readonly banks: BankService
  readonly backends: BackendService
  readonly credentials: CredentialService
  readonly pipelines: PipelineService
  readonly runs: RunService
  readonly datasets: DatasetService
  readonly experiments: ExperimentService
  readonly jobs: JobService
}
