/** All commands, in the order in which help lists them. */
import type { Command } from 'commander'
import type { CommandIo } from '../command-io.ts'
import { registerAdapter } from './adapter.ts'
import { registerBackend } from './backend.ts'
import { registerCredential } from './credential.ts'
import { registerDataset } from './dataset.ts'
import { registerExperiment } from './experiment.ts'
import { registerDoctor } from './doctor.ts'
import { registerIndexBuild } from './index-build.ts'
import { registerIntent } from './intent.ts'
import { registerRetrievalEval } from './retrieval-eval.ts'
import { registerRetrievalSearch } from './retrieval-search.ts'
import { registerReader } from './reader.ts'
import { registerRun } from './run.ts'
import { registerServe } from './serve.ts'
import { registerValidate } from './validate.ts'

export function registerCommands(program: Command, io: CommandIo): void {
  registerServe(program, io)
  registerValidate(program, io)
  registerRun(program, io)
  registerIntent(program, io)
  registerIndexBuild(program, io)
  registerRetrievalSearch(program, io)
  registerRetrievalEval(program, io)
  registerReader(program, io)
  registerAdapter(program, io)
  registerBackend(program, io)
  registerDataset(program, io)
  registerCredential(program, io)
  registerExperiment(program, io)
  registerDoctor(program, io)
}
