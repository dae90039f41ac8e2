/** Nodes that fail, are slow, stream, take no branch, never end or cannot be stopped, for properties of the engine. */
import { z } from 'zod'
import { failure } from '../core/errors/failure.ts'
import { defineNode } from '../core/node/define-node.ts'
import { port } from '../core/node/ports.ts'

export const behaviours = [
  'quick',
  'async',
  'slow',
  'stream',
  'undecided',
  'other',
  'fail',
  'fail-slowly',
  'flaky',
  'stuck',
  'deaf',
  'decide',
] as const
export type Behaviour = (typeof behaviours)[number]

/** Node promises that have not settled, and calls by node, of the runs of one example. */
export const world = { open: 0, calls: new Map<string, number>() }

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(new Error('stopped'))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}

async function counted<Result>(work: () => Promise<Result>): Promise<Result> {
  world.open += 1
  try {
    return await work()
  } finally {
    world.open -= 1
  }
}

const broken = () => failure('NODE_TIMEOUT', { node: 'x', timeoutMs: 1 })

async function* speak(text: string, signal: AbortSignal) {
  world.open += 1
  try {
    for (const delta of text) {
      await wait(3, signal)
      yield { port: 'out', delta } as const
    }
    return { out: text }
  } finally {
    world.open -= 1
  }
}

const common = { version: 1, title: 'T', category: 'logic', summary: '', needs: [], migrations: {} } as const

export const work = defineNode({
  ...common,
  type: 'work',
  config: z.object({ does: z.enum(behaviours), ms: z.number() }),
  inputs: { a: port.any('A'), b: port.any('B', { optional: true }) },
  outputs: { out: port.text('Out'), other: port.text('Other') },
  run(_inputs, { does, ms }, { signal, nodeId, trace }) {
    const out = `from ${nodeId}`
    const calls = (world.calls.get(nodeId) ?? 0) + 1
    world.calls.set(nodeId, calls)
    switch (does) {
      case 'quick':
        return { out }
      case 'async':
        return counted(async () => ({ out }))
      case 'slow':
        return counted(() => wait(ms, signal).then(() => ({ out })))
      case 'stream':
        return speak(out, signal)
      case 'undecided':
        return {}
      case 'other':
        return counted(async () => ({ other: out }))
      case 'fail':
        throw broken()
      case 'fail-slowly':
        return counted(() => wait(ms, signal).then(() => Promise.reject(broken())))
      case 'flaky':
        return counted(async () => (calls === 1 ? Promise.reject(broken()) : { out }))
      case 'stuck':
        return counted(() => wait(1e9, signal).then(() => ({ out })))
      case 'deaf':
        return new Promise(() => undefined)
      case 'decide':
        trace.annotate({ 'work.ms': ms })
        trace.adapterLoaded('a@1', ms)
        return { out }
    }
  },
})

export const join = defineNode({
  ...common,
  type: 'join',
  config: z.object({ mode: z.enum(['first', 'all']) }),
  inputs: ({ mode }) => ({ values: port.any('Values', { many: true, eager: mode === 'first' }) }),
  outputs: { out: port.json('Out') },
  run: ({ values }) => ({ out: [...values] as string[] }),
})

export const source = defineNode({
  ...common,
  type: 'input',
  config: z.object({}),
  inputs: {},
  outputs: { out: port.text('Out') },
  run: (_inputs, _config, { request }) => ({ out: String(request.inputs['question']) }),
})

export const sink = defineNode({
  ...common,
  type: 'output',
  config: z.object({ name: z.string() }),
  inputs: { value: port.any('Value') },
  outputs: {},
  outputName: ({ name }) => name,
  run: () => ({}),
})
