/**
 * What the engine costs beside hand-written code on the same two graphs. The baseline records start, duration, input and
 * output of every step, as a trace must; the engine runs with its full trace, cancellable, and every result is checked.
 */
import { packageRoot } from '../runtime/cli/package-info.ts'
import type { Contender, Measured } from './engine/compare.ts'
import { compareInterleaved, median, ratioOf } from './engine/compare.ts'
import type { Request } from './engine/graphs.ts'
import {
  answerOf,
  compileGraph,
  handLine,
  handLineUntraced,
  handRouter,
  lineOf,
  routerGraph,
} from './engine/graphs.ts'
import { measureCrowd, measureImports } from './engine/processes.ts'
import { formatTable, recordTable } from './record-table.ts'

type Row = readonly [
  what: string,
  baseline: string,
  engine: string,
  ratio: string,
  gate: string,
  goal: string,
]

const line = compileGraph(lineOf(100, 'add'))
const router = compileGraph(routerGraph)
/** A server closes all its requests with one signal. */
const { signal } = new AbortController()

const checked = (request: Request, expected: number) => async () => {
  if ((await request(7)) !== expected) throw new Error('wrong result')
}

const runLine: Request = async (value) => answerOf(await line.run({ question: value }, { signal }))
const runRouter: Request = async (value) => answerOf(await router.run({ question: value }, { signal }))
const runRouterOwn: Request = async (value) => {
  const { signal: own } = new AbortController()
  return answerOf(await router.run({ question: value }, { signal: own }))
}

/** Events of the line as its stream gives them. */
const lineEvents = (await line.run({ question: 7 })).events.length
async function streamLine(): Promise<void> {
  let count = 0
  for await (const event of line.stream({ question: 7 }, { signal })) if (event.seq === count) count += 1
  if (count !== lineEvents) throw new Error(`${count} events in place of ${lineEvents}`)
}

const contenders: readonly Contender[] = [
  { name: 'line, by hand', request: checked(handLine, 107) },
  { name: 'line, by hand, no trace', request: checked(handLineUntraced, 107) },
  { name: 'line', request: checked(runLine, 107) },
  { name: 'line, streamed', request: streamLine },
  { name: 'router, by hand', request: checked(handRouter, 8) },
  { name: 'router', request: checked(runRouter, 8) },
  { name: 'router, own signal', request: checked(runRouterOwn, 8) },
  { name: 'router, by hand, 64', request: checked(handRouter, 8), atOnce: 64 },
  { name: 'router, 64', request: checked(runRouter, 8), atOnce: 64 },
]

const micro = (value: number) => `${value.toFixed(2)} µs`

function timeRows(measured: ReadonlyMap<string, Measured>): Row[] {
  const get = (name: string): Measured => measured.get(name) ?? { us: [] }
  const ratioRow = (what: string, name: string, hand: string, gate: string, goal: string): Row => {
    const [mine, theirs] = [get(name), get(hand)]
    return [what, micro(median(theirs.us)), micro(median(mine.us)), ratioOf(mine, theirs).text, gate, goal]
  }
  const perUnit = (name: string, base: string, units: number) =>
    median(get(name).us.map((us, round) => (us - (get(base).us[round] ?? NaN)) / units))
  const bare = get('line, by hand, no trace')
  return [
    ratioRow('line of 100 nodes', 'line', 'line, by hand', '≤ 10×', '≤ 3×'),
    ratioRow('router, 1 at a time', 'router', 'router, by hand', '≤ 12×', '≤ 5×'),
    ratioRow('router, 64 at a time', 'router, 64', 'router, by hand, 64', '≤ 12×', '≤ 5×'),
    ratioRow(
      'router, each with an AbortController of its own',
      'router, own signal',
      'router, by hand',
      '',
      '',
    ),
    [
      'tracing, a node (at most: all that the engine adds to untraced code)',
      micro(median(bare.us) / 100),
      micro(perUnit('line', 'line, by hand, no trace', 102)),
      '',
      '≤ 1 µs',
      '≤ 0.3 µs',
    ],
    [
      'streaming over `run`, an event',
      '',
      micro(perUnit('line, streamed', 'line', lineEvents)),
      '',
      '≤ 0.6 µs',
      '≤ 0.2 µs',
    ],
  ]
}

function crowdRows(): Row[] {
  const { seconds, cpuSeconds, heapKib, rssMib } = measureCrowd()
  return [
    ['heap a request in flight', '', `${heapKib.toFixed(1)} KiB`, '', '≤ 6 KiB', '≤ 4 KiB'],
    [
      '10,000 requests at once, one node sleeping 50 ms',
      '',
      `${seconds.toFixed(2)} s (CPU ${cpuSeconds.toFixed(2)} s)`,
      '',
      '≤ 1 s',
      '≤ 0.6 s',
    ],
    ['most resident memory then', '', `${rssMib.toFixed(0)} MiB`, '', '≤ 200 MiB', ''],
  ]
}

function importRow(): Row {
  const root = packageRoot()
  const { overMs } = measureImports(['signalbox', '@langchain/core/runnables'], root)
  const [own = NaN, theirs = NaN] = overMs
  const what = 'importing `signalbox` against `@langchain/core/runnables`'
  return [
    what,
    `${theirs.toFixed(0)} ms`,
    `${own.toFixed(0)} ms`,
    `${(own / theirs).toFixed(2)}×`,
    '≤ 0.7×',
    '≤ 0.4×',
  ]
}

export async function runEngineBench(): Promise<void> {
  const rows = [...timeRows(await compareInterleaved(contenders)), ...crowdRows(), importRow()]
  const head = ['what', 'baseline', 'engine, full trace', 'ratio [least..most]', 'gate', 'goal']
  recordTable('engine', formatTable(head, rows))
}
