/** Measurements that need a process of their own. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { median } from './compare.ts'

export interface Crowd {
  readonly seconds: number
  readonly cpuSeconds: number
  readonly heapKib: number
  readonly rssMib: number
}

/** Of five processes: the shortest time, since others on the machine only ever lengthen it, and the medians of memory. */
export function measureCrowd(): Crowd {
  const script = fileURLToPath(new URL('./crowd-process.js', import.meta.url))
  const runs = [1, 2, 3, 4, 5].map(
    () => JSON.parse(execFileSync(process.execPath, [script], { encoding: 'utf8' })) as Crowd,
  )
  return {
    seconds: Math.min(...runs.map(({ seconds }) => seconds)),
    cpuSeconds: median(runs.map(({ cpuSeconds }) => cpuSeconds)),
    heapKib: median(runs.map(({ heapKib }) => heapKib)),
    rssMib: median(runs.map(({ rssMib }) => rssMib)),
  }
}

const importRounds = 9

/** Milliseconds that each module takes to import over an empty process: fresh processes, interleaved. */
export function measureImports(
  modules: readonly string[],
  cwd: string,
): { readonly overMs: number[]; readonly emptyMs: number } {
  const times = new Map<string, number[]>(['', ...modules].map((name) => [name, []]))
  const start = (name: string): number => {
    const source = name === '' ? '' : `await import(${JSON.stringify(name)})`
    const startedMs = performance.now()
    execFileSync(process.execPath, ['--input-type=module', '-e', source], { cwd })
    return performance.now() - startedMs
  }
  for (const name of times.keys()) start(name)
  for (let round = 0; round < importRounds; round += 1) {
    for (const [name, list] of times) list.push(start(name))
  }
  const empty = times.get('') ?? []
  const overMs = modules.map((name) =>
    median((times.get(name) ?? []).map((time, round) => time - (empty[round] ?? 0))),
  )
  return { overMs, emptyMs: median(empty) }
}
