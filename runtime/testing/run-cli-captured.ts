/** Runs a command in this process and keeps what it wrote. */
import type { ExitCode } from '../cli/run-cli.ts'
import { runCli } from '../cli/run-cli.ts'

export interface CapturedCommand {
  readonly code: ExitCode
  readonly stdout: string
  readonly stderr: string
  /** The one JSON document on standard output. @throws when there is none, or more */
  json(): unknown
}

export async function runCliCaptured(...args: readonly string[]): Promise<CapturedCommand> {
  let stdout = ''
  let stderr = ''
  const code = await runCli(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  })
  return { code, stdout, stderr, json: (): unknown => JSON.parse(stdout) }
}
