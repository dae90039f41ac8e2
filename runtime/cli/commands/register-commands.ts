/** All commands, in the order in which help lists them. */
import type { Command } from 'commander'
import type { CommandIo } from '../command-io.ts'
import { registerDoctor } from './doctor.ts'
import { registerRun } from './run.ts'
import { registerServe } from './serve.ts'
import { registerValidate } from './validate.ts'

export function registerCommands(program: Command, io: CommandIo): void {
  registerServe(program, io)
  registerValidate(program, io)
  registerRun(program, io)
  registerDoctor(program, io)
}
