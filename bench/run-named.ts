/** Picks one of several programs by name and loads only that one. */

/** What it returns, if anything, is the exit code: 1 for a gate that is missed. */
type Program = (args: string[]) => Promise<number | void>

/** @returns the exit code: 2 for a name that is missing or unknown */
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
  return (await run(args)) ?? 0
}
