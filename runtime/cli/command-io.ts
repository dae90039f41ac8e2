/** How commands speak: results to standard output, everything else to standard error. */

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

/** Where a command writes: the process's own streams, or those of a test. */
export interface CliStreams {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean }
}

const barWidth = 24

export function createCommandIo(
  { stdout, stderr }: CliStreams,
  isJson: () => boolean,
  markNegative: () => void,
): CommandIo {
  let hasBar = false
  const clearBar = () => {
    if (hasBar) stderr.write('\r\x1b[K')
    hasBar = false
  }
  return {
    get isJson() {
      return isJson()
    },
    print: (result, text) => {
      clearBar()
      stdout.write(isJson() ? `${JSON.stringify(result)}\n` : `${text()}\n`)
    },
    say: (line) => {
      clearBar()
      stderr.write(`${line}\n`)
    },
    progress: (share, label) => {
      if (stderr.isTTY !== true) return
      const filled = Math.round((share ?? 0) * barWidth)
      const bar =
        share === null
          ? ''
          : `[${'='.repeat(filled)}${' '.repeat(barWidth - filled)}] ${Math.round(share * 100)} % `
      stderr.write(`\r\x1b[K${bar}${label}`)
      hasBar = true
    },
    markNegative,
  }
}
