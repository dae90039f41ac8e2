import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { failure } from '../../runtime/core/errors/failure.ts'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import { port } from '../../runtime/core/node/ports.ts'
import type { TraceEvent } from '../../runtime/core/trace/events.ts'
import { emptyRunView, reduceTrace } from '../../runtime/core/trace/run-view.ts'
import { compile } from '../../runtime/engine/compile.ts'
import { z } from 'zod'
import { input } from '../../nodes/io/input.ts'
import { output } from '../../nodes/io/output.ts'
import type { PartTimes, WaterfallRow } from './waterfall-model.ts'
import { axisMarks, buildWaterfall, roundSum, timeParts } from './waterfall-model.ts'

/** A step that takes `ms` turns of the event loop, waits for an adapter where `loads`, and fails where `fails`. */
const step = defineNode({
  type: 'step',
  version: 1,
  title: 'Step',
  category: 'logic',
  summary: 'Takes a while.',
  config: z.object({ turns: z.int(), loads: z.boolean(), fails: z.boolean() }),
  inputs: { value: port.any('Value', { many: true }) },
  outputs: { value: port.any('Value') },
  needs: [],
  migrations: {},
  describe: () => [],
  async run(_inputs, { turns, loads, fails }, { trace }) {
    const startedAt = performance.now()
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    if (loads) trace.adapterLoaded('a@0', performance.now() - startedAt)
    if (fails) throw failure('UNEXPECTED', { reason: 'planned' })
    return { value: turns }
  },
})

interface StepPlan {
  readonly turns: number
  readonly loads: boolean
  readonly fails: boolean
  /** Which earlier steps it waits for, as bits. */
  readonly before: number
}

const stepPlans = fc.array(
  fc.record({
    turns: fc.integer({ min: 0, max: 3 }),
    loads: fc.boolean(),
    fails: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
    before: fc.integer({ min: 0, max: 63 }),
  }),
  { minLength: 1, maxLength: 6 },
)

function documentOf(plans: readonly StepPlan[], maxParallel: number): PipelineDocument {
  const position = { x: 0, y: 0 }
  const last = plans.length - 1
  return {
    ...emptyPipeline('p', 'P'),
    settings: { maxParallel },
    nodes: [
      { id: 'start', type: 'input', version: 1, config: {}, position },
      ...plans.map(({ before: _before, ...config }, index) => ({
        id: `n${index}`,
        type: 'step',
        version: 1,
        config,
        position,
      })),
      { id: 'end', type: 'output', version: 1, config: {}, position },
    ],
    edges: [
      ...plans.map((_plan, to) => ({
        id: `start-${to}`,
        from: { node: 'start', port: 'question' },
        to: { node: `n${to}`, port: 'value' },
      })),
      ...plans.flatMap(({ before }, to) =>
        plans.slice(0, to).flatMap((_plan, from) =>
          (before & (1 << from)) === 0
            ? []
            : [
                {
                  id: `e${from}-${to}`,
                  from: { node: `n${from}`, port: 'value' },
                  to: { node: `n${to}`, port: 'value' },
                },
              ],
        ),
      ),
      { id: 'last', from: { node: `n${last}`, port: 'value' }, to: { node: 'end', port: 'value' } },
    ],
  }
}

async function traceOf(plans: readonly StepPlan[], maxParallel: number, cancelAfter: number | null) {
  const controller = new AbortController()
  const events: TraceEvent[] = []
  const pipeline = compile(documentOf(plans, maxParallel), { nodes: [input, step, output] })
  await pipeline.run(
    { question: 'How?' },
    {
      signal: controller.signal,
      onEvent: (event) => {
        events.push(event)
        if (events.length - 1 === cancelAfter) controller.abort()
      },
    },
  )
  return events
}

const addUp = (parts: PartTimes) => timeParts.reduce((sum, part) => sum + parts[part], 0)
const lengthOf = ({ segments }: WaterfallRow) =>
  segments.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)

describe('waterfall', () => {
  it('adds up to the wall time for every run, failed and cancelled ones too', async () => {
    const cancels = fc.option(fc.integer({ min: 0, max: 20 }), { nil: null })
    await fc.assert(
      fc.asyncProperty(
        stepPlans,
        fc.integer({ min: 1, max: 4 }),
        cancels,
        async (plans, maxParallel, cancel) => {
          const view = (await traceOf(plans, maxParallel, cancel)).reduce(reduceTrace, emptyRunView)
          const waterfall = buildWaterfall(view)
          expect(waterfall.isComplete).toBe(true)
          expect(Math.abs(addUp(waterfall.sum) - waterfall.wallMs)).toBeLessThan(0.1)
          for (const part of timeParts) {
            expect(Math.abs(waterfall.sum[part] - (view.timing?.parts[part] ?? 0))).toBeLessThan(0.1)
          }
          const drawn = [...waterfall.path, ...(waterfall.engine === null ? [] : [waterfall.engine])]
          expect(
            Math.abs(drawn.reduce((sum, row) => sum + lengthOf(row), 0) - waterfall.wallMs),
          ).toBeLessThan(0.1)
          for (const row of [...drawn, ...waterfall.offPath]) {
            expect(Math.abs(lengthOf(row) - row.totalMs)).toBeLessThan(0.1)
            for (const { fromMs, toMs } of row.segments) {
              expect(fromMs).toBeGreaterThanOrEqual(0)
              expect(toMs).toBeLessThanOrEqual(waterfall.wallMs + 1e-9)
            }
          }
          const named = [...waterfall.path, ...waterfall.offPath].map(({ node }) => node)
          expect(new Set(named).size).toBe(named.length)
          expect(named.length).toBe(view.timing?.nodes.length)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('draws what is known of a run whose trace ends early, without a sum', async () => {
    const plans = [
      { turns: 2, loads: false, fails: false, before: 0 },
      { turns: 2, loads: false, fails: false, before: 1 },
    ]
    const events = await traceOf(plans, 4, null)
    for (let length = 0; length < events.length; length += 1) {
      const waterfall = buildWaterfall(events.slice(0, length).reduce(reduceTrace, emptyRunView))
      expect(waterfall.isComplete).toBe(false)
      expect(waterfall.engine).toBeNull()
      for (const { segments } of waterfall.path) {
        for (const { toMs } of segments) expect(toMs).toBeLessThanOrEqual(waterfall.wallMs)
      }
    }
  })
})

describe('rounded sum', () => {
  const ms = fc.double({ min: 0, max: 100_000, noNaN: true })
  const sums = fc.record({ node: ms, queue: ms, load: ms, engine: ms })

  it('is written so that it adds up, with no part a whole step away from its value', () => {
    fc.assert(
      fc.property(sums, fc.constantFrom(0.1, 0.01), (parts, stepSize) => {
        const { parts: rounded, total } = roundSum(parts, stepSize)
        const tenths = (value: number) => Math.round(value / stepSize)
        expect(timeParts.reduce((sum, part) => sum + tenths(rounded[part]), 0)).toBe(tenths(total))
        expect(Math.abs(total - addUp(parts))).toBeLessThanOrEqual(stepSize / 2 + 1e-6)
        for (const part of timeParts)
          expect(Math.abs(rounded[part] - parts[part])).toBeLessThan(stepSize + 1e-6)
      }),
    )
  })

  it('gives the missing tenth to the part that lost most', () => {
    expect(roundSum({ node: 41.26, queue: 0.14, load: 0, engine: 0.36 }, 0.1)).toEqual({
      parts: { node: 41.3, queue: 0.1, load: 0, engine: 0.4 },
      total: 41.8,
    })
  })
})

describe('axis', () => {
  it.each([
    [0, [0]],
    [42, [0, 10, 20, 30, 40]],
    [142.8, [0, 50, 100]],
    [0.6, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]],
  ])('marks %s ms at %j', (wallMs, marks) => expect(axisMarks(wallMs)).toEqual(marks))
})
