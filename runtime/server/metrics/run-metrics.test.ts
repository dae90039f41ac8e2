import { Registry } from 'prom-client'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../core/random.ts'
import type { EndedRun, RunObserver } from '../../core/services/runs.ts'
import type { DecisionRecord } from '../../core/trace/decision.ts'
import { composeTestServices } from '../../testing/compose-test-services.ts'
import { echoPipeline } from '../../testing/pipelines.ts'
import { buildApp } from '../app.ts'
import { durationBounds, registerDurations } from './duration-metric.ts'
import { createRunMetrics } from './run-metrics.ts'

const host = 'localhost:4870'
const token = 'a-token-of-enough-length'

describe('metrics', () => {
  it('are counted as runs end, and served behind the token', async () => {
    const { services } = composeTestServices()
    await services.pipelines.create(echoPipeline)
    const app = await buildApp({ services, version: '1', instanceId: 'i', hosts: new Set([host]), token })
    const ask = (headers: Record<string, string>) =>
      app.inject({ url: '/metrics', headers: { host, ...headers } })
    expect((await ask({})).statusCode).toBe(401)
    for (let i = 0; i < 2; i += 1)
      await (
        await services.runs.start('echo', { inputs: { question: 'x' } })
      ).finished
    const reply = await ask({ authorization: `Bearer ${token}` })
    expect(reply.headers['content-type']).toContain('text/plain')
    const lines = reply.body.split('\n')
    expect(lines).toContain('signalbox_run_duration_seconds_count{pipeline="echo",status="succeeded"} 2')
    expect(lines).toContain('signalbox_node_duration_seconds_count{type="template"} 2')
    expect(lines).toContain('signalbox_runs_running 0')
    expect(reply.body).toContain('process_cpu_seconds_total')
    for (const bound of ['0.001', '300', '+Inf'])
      expect(reply.body).toContain(
        `signalbox_run_duration_seconds_bucket{le="${bound}",pipeline="echo",status="succeeded"}`,
      )
    await app.close()
  })

  it('give the same counts as the durations themselves, from 1 ms to 5 minutes', async () => {
    const registry = new Registry()
    const metric = registerDurations<'type'>(registry, { name: 'time_seconds', help: 'Time' })
    const random = createRandom(7)
    const times = Array.from({ length: 3_000 }, () => Math.exp(random.next() * Math.log(400_000)))
    for (const ms of times) metric.add({ type: 'reader' }, ms)
    metric.add({ type: 'prompt' }, 20)
    const lines = (await registry.metrics()).split('\n')
    const read = (name: string) =>
      Number(lines.find((line) => line.startsWith(`time_seconds_${name}`))?.split(' ')[1])
    const below = durationBounds.map((bound) => read(`bucket{le="${bound / 1000}",type="reader"}`))
    for (const [i, bound] of durationBounds.entries()) {
      const exact = (at: number) => times.filter((ms) => ms <= at).length
      // Fine buckets end at the bounds of up to a second; the others cut one.
      const slack = bound <= 1_000 ? 0 : 1 / 128
      expect(below[i]).toBeGreaterThanOrEqual(exact(bound * (1 - slack)))
      expect(below[i]).toBeLessThanOrEqual(exact(bound * (1 + slack)))
    }
    expect(below[0]).toBe(0)
    expect(read('bucket{le="+Inf",type="reader"}')).toBe(3_000)
    expect(read('count{type="reader"}')).toBe(3_000)
    expect(read('sum{type="reader"}')).toBeCloseTo(
      times.reduce((sum, ms) => sum + ms / 1000, 0),
      6,
    )
    expect(read('count{type="prompt"}')).toBe(1)
    expect(lines).toContain('# TYPE time_seconds histogram')
  })

  it('count decisions, loads and errors, under a bounded number of names', async () => {
    let observer: RunObserver = {}
    const metrics = createRunMetrics({
      observe: (given) => {
        observer = given
        return () => undefined
      },
    })
    for (let i = 0; i < 150; i += 1) observer.ended?.(endedRun(`a${i}@1`))
    const { text } = await metrics.render()
    const lines = text.split('\n')
    expect(lines).toContain('signalbox_decisions_total{kind="bank",outcome="adapter",adapter="a0@1"} 1')
    expect(lines).toContain('signalbox_decisions_total{kind="bank",outcome="adapter",adapter="other"} 50')
    expect(lines).toContain('signalbox_adapter_load_seconds_sum{adapter="a0@1"} 0.25')
    expect(lines).toContain('signalbox_run_errors_total{code="DEADLINE_EXCEEDED"} 150')
    metrics.close()
  })
})

function endedRun(adapter: string): EndedRun {
  const decision: DecisionRecord = {
    node: 'bank',
    kind: 'bank',
    outcome: 'adapter',
    intent: 'refund',
    confidence: 0.9,
    margin: null,
    runnerUp: null,
    threshold: null,
    marginThreshold: null,
    abstained: false,
    reason: 'cleared',
    rule: null,
    port: 'answer',
    bank: 'desk',
    alias: 'a',
    adapter,
    model: null,
  }
  return {
    summary: {
      id: 'r',
      pipelineId: 'echo',
      pipelineName: '',
      revision: '',
      status: 'failed',
      startedAt: '',
      wallMs: 300,
      ttftMs: null,
      question: '',
      answer: '',
      intent: null,
      confidence: null,
      adapter,
      abstained: null,
      decisions: [],
      error: { code: 'DEADLINE_EXCEEDED', params: {}, message: '' },
    },
    events: [
      { type: 'decision', seq: 0, at: 5, node: 'bank', decision },
      { type: 'adapter-load', seq: 1, at: 260, node: 'bank', adapter, loadMs: 250 },
    ],
    document: echoPipeline,
  }
}
