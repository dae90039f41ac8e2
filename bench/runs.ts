/**
 * What tracing and storing runs costs: the product's own server answers the same requests through the same routes, once with
 * runs that are stored and once with runs that are only computed. One server process with two ports, one load process,
 * interleaved. The worked example's desk is asked, and a pipeline that does next to nothing.
 */
import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { median } from './engine/compare.ts'
import { measureLoad } from './http/load.ts'
import { formatTable, recordTable } from './record-table.ts'
import type { ServedAddresses } from './runs/server-process.ts'

const rounds = 9
const sampleMs = 2_000

const pipelines = [
  ['support-desk', 'worked example', 'How do I claim a refund for a cancelled train?', '≥ 0.9'],
  ['echo', 'three nodes that do next to nothing', 'why?', ''],
] as const

interface Sample {
  readonly perSecond: number
  /** CPU time of the server process with its threads, in microseconds a request. */
  readonly cpuUs: number
}

async function cpuUsOf(server: ChildProcess): Promise<number> {
  const answered = once(server, 'message')
  server.send('cpu')
  const [us] = (await answered) as [number]
  return us
}

async function sample(server: ChildProcess, address: string, path: string, body: string): Promise<Sample> {
  const before = await cpuUsOf(server)
  const { requests, seconds } = await measureLoad(address, path, sampleMs, body)
  return { perSecond: requests / seconds, cpuUs: ((await cpuUsOf(server)) - before) / requests }
}

export async function runRunsBench(): Promise<void> {
  const server = fork(fileURLToPath(new URL('./runs/server-process.js', import.meta.url)))
  const [addresses] = (await once(server, 'message')) as [ServedAddresses]
  const rows: string[][] = []
  for (const [id, what, question, gate] of pipelines) {
    const body = JSON.stringify({ inputs: { question } })
    const path = `/api/pipelines/${id}/runs`
    const samples = { plain: [] as Sample[], stored: [] as Sample[] }
    for (let round = 0; round < rounds; round += 1) {
      const sides = round % 2 === 0 ? (['plain', 'stored'] as const) : (['stored', 'plain'] as const)
      for (const side of sides) {
        const taken = await sample(server, addresses[side], path, body)
        // The first round compiles both.
        if (round > 0) samples[side].push(taken)
      }
    }
    const ratios = samples.stored
      .map(({ perSecond }, round) => perSecond / (samples.plain[round]?.perSecond ?? NaN))
      .sort((a, b) => a - b)
    const say = (side: 'plain' | 'stored') =>
      `${median(samples[side].map(({ perSecond }) => perSecond)).toFixed(0)}/s, ${median(
        samples[side].map(({ cpuUs }) => cpuUs),
      ).toFixed(0)} µs CPU`
    rows.push([
      what,
      say('plain'),
      say('stored'),
      `${median(ratios).toFixed(2)} [${(ratios[0] ?? NaN).toFixed(2)}..${(ratios.at(-1) ?? NaN).toFixed(2)}]`,
      gate,
    ])
  }
  server.kill()
  recordTable(
    'runs',
    formatTable(
      ['pipeline', 'not stored', 'traced and stored', 'throughput, stored to not [least..most]', 'gate'],
      rows,
    ),
  )
}
