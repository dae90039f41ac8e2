/** Picks one of several programs by name and loads only that one. */

type Program = (args: string[]) => Promise<void>

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
  await run(args)
  return 0
}
