/** Starts the built command line as a process of its own: for tests that kill it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { packageRoot } from '../cli/package-info.ts'

export interface CliProcess {
  /** Everything it wrote so far. */
  readonly output: { stdout: string; stderr: string }
  readonly pid: number
  /** The exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>
  /** Sends a signal and waits for the end. */
  kill(signal: NodeJS.Signals): Promise<void>
}

export interface ServerProcess extends CliProcess {
  readonly address: string
}

/** @param env set for the process beside PATH and HOME; nothing else of this process's environment is passed on */
export function startCli(args: readonly string[], env: Readonly<Record<string, string>> = {}): CliProcess {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [join(packageRoot(), 'dist/runtime/cli/main.js'), ...args], {
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  // `close`, not `exit`: by then all of its output has been read.
  const ended = once(child, 'close').then(([code]: (number | null)[]) => code ?? null)
  return {
    output,
    ended,
    pid: child.pid ?? 0,
    kill: async (signal) => {
      child.kill(signal)
      await ended
    },
  }
}

/** Waits for the one line that says where it listens. @throws when the process ends before */
export async function startServerProcess(
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const started = startCli(['serve', '--json', ...args], env)
  const isEnded = started.ended.then(() => true)
  for (;;) {
    const address = /"address":"([^"]+)"/.exec(started.output.stdout)?.[1]
    if (address !== undefined) return { ...started, address }
    const pause = new Promise<false>((resolve) => setTimeout(() => resolve(false), 20))
    if (await Promise.race([isEnded, pause])) {
      throw new Error(`The server ended: ${started.output.stdout}${started.output.stderr}`)
    }
  }
}
