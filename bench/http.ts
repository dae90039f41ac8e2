/**
 * The engine behind HTTP: the router pipeline in a fastify handler against the same handler written by hand (with the record
 * that a trace needs), and the events of a streamed answer through the server's own writer against raw `res.write` of the
 * same events. One server process, one load process, interleaved. The ratio is of the server's CPU time a request, that is of
 * what one core could answer: requests a second stand beside it, and on a shared machine they tell mostly of the others.
 */
import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { median } from './engine/compare.ts'
import { measureLoad } from './http/load.ts'
import { formatTable, recordTable } from './record-table.ts'

const rounds = 7
const sampleMs = 1_000

async function cpuUsOf(server: ChildProcess): Promise<number> {
  const answered = once(server, 'message')
  server.send('cpu')
  const [us] = (await answered) as [number]
  return us
}

async function compareRoutes(server: ChildProcess, address: string, name: string) {
  const rates = { hand: [] as number[], engine: [] as number[] }
  const cpu = { hand: [] as number[], engine: [] as number[] }
  for (let round = 0; round <= rounds; round += 1) {
    for (const side of round % 2 === 0 ? (['hand', 'engine'] as const) : (['engine', 'hand'] as const)) {
      const before = await cpuUsOf(server)
      const { requests, seconds } = await measureLoad(address, `/${name}/${side}`, sampleMs)
      const spentUs = (await cpuUsOf(server)) - before
      // The first rounds compile both.
      if (round < 2) continue
      rates[side].push(requests / seconds)
      cpu[side].push(spentUs / requests)
    }
  }
  const ratios = cpu.hand.map((us, round) => us / (cpu.engine[round] ?? NaN)).sort((a, b) => a - b)
  const say = (side: 'hand' | 'engine') =>
    `${median(cpu[side]).toFixed(1)} µs CPU, ${median(rates[side]).toFixed(0)}/s`
  return { hand: say('hand'), engine: say('engine'), ratios }
}

export async function runHttpBench(): Promise<void> {
  const server = fork(fileURLToPath(new URL('./http/server-process.js', import.meta.url)))
  // The server says where it listens, and how many events an answer has.
  const [{ address, events }] = (await once(server, 'message')) as [{ address: string; events: number }]
  const rows: string[][] = []
  for (const [name, what, gate] of [
    ['router', 'router pipeline, JSON', '≥ 0.8 (goal 0.9)'],
    ['stream', `${events} events streamed`, '≥ 0.8'],
  ] as const) {
    const { hand, engine, ratios } = await compareRoutes(server, address, name)
    const [least = NaN] = ratios
    const spread = `${median(ratios).toFixed(2)} [${least.toFixed(2)}..${(ratios.at(-1) ?? NaN).toFixed(2)}]`
    rows.push([what, hand, engine, spread, gate])
  }
  server.kill()
  recordTable(
    'http',
    formatTable(['what', 'by hand', 'engine', 'capacity, engine to hand [least..most]', 'gate'], rows),
  )
}
