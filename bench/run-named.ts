/** Picks one of several programs by name and loads only that one. */
import { Failure } from '../runtime/core/errors/failure.ts'

/** What it returns, if anything, is the exit code: 1 for a gate that is missed. */
type Program = (args: string[]) => Promise<number | void>

/** @returns the exit code: 2 for a name that is missing or unknown, and for data that is not where it was looked for */
export async function runNamed(
  [name, ...args]: string[],
  programs: Readonly<Record<string, () => Promise<Program>>>,
): Promise<number> {
  const load = name === undefined ? undefined : programs[name]
  if (!load) {
    process.stderr.write(`Name one of: ${Object.keys(programs).join(', ')}\n`)
    return 2
  }
  const run = await load()
  try {
    return (await run(args)) ?? 0
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    process.stderr.write(
      `${error.code}: ${error.message}\nData sets are read from ../shared/data, or from --data DIR.\n`,
    )
    return 2
  }
}
