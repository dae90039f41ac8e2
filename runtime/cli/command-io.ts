/** How commands speak: results to standard output, everything else to standard error. */
import { toFailure } from '../core/errors/failure.ts'

export interface CommandIo {
  readonly isJson: boolean
  /** Prints the result: with `--json` one JSON document, otherwise the text. */
  print(result: unknown, text: () => string): void
  /** A line for the person, on standard error. */
  say(line: string): void
  /** A progress bar on a terminal; nothing elsewhere. `share` 0 to 1, null when unknown. */
  progress(share: number | null, label: string): void
  /** Ends the command with exit code 1: done, and the outcome is negative. */
  markNegative(): void
}

const barWidth = 24

export function createCommandIo(isJson: () => boolean): CommandIo {
  let hasBar = false
  const clearBar = () => {
    if (hasBar) process.stderr.write('\r\x1b[K')
    hasBar = false
  }
  return {
    get isJson() {
      return isJson()
    },
    print: (result, text) => {
      clearBar()
      process.stdout.write(isJson() ? `${JSON.stringify(result)}\n` : `${text()}\n`)
    },
    say: (line) => {
      clearBar()
      process.stderr.write(`${line}\n`)
    },
    progress: (share, label) => {
      if (!process.stderr.isTTY) return
      const filled = Math.round((share ?? 0) * barWidth)
      const bar =
        share === null
          ? ''
          : `[${'='.repeat(filled)}${' '.repeat(barWidth - filled)}] ${Math.round(share * 100)} % `
      process.stderr.write(`\r\x1b[K${bar}${label}`)
      hasBar = true
    },
    markNegative: () => {
      process.exitCode = 1
    },
  }
}

/** Reports a failed command: with `--json` as the only document on standard output. */
export function reportFailure(io: CommandIo, error: unknown): void {
  const known = toFailure(error)
  if (io.isJson) process.stdout.write(`${JSON.stringify({ error: known.toJSON() })}\n`)
  io.say(known.path === undefined ? known.message : `${known.path}: ${known.message}`)
  if (known.code === 'UNEXPECTED' && process.env['SIGNALBOX_LOG_LEVEL'] === 'debug')
    io.say(String(known.cause))
  process.exitCode = 1
}
