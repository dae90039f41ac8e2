import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { defineNode } from '../core/node/define-node.ts'
import { port } from '../core/node/ports.ts'
import { createGate } from '../testing/gate.ts'
import { node, pipelineOf, wire } from '../testing/pipelines.ts'
import { startTestServer } from '../testing/start-test-server.ts'

it.each([
  ['goes on when the one who asked again goes away', 1, 'succeeded'],
  ['ends when the one who started it goes away', 0, 'cancelled'],
])('a run under one key %s', async (_who, leaving, status) => {
  const gate = createGate()
  const waiting = defineNode({
    type: 'waiting',
    version: 1,
    title: 'Waiting',
    category: 'logic',
    summary: 'Hands its text on once the test lets it.',
    config: z.object({}),
    inputs: { text: port.text('Text') },
    outputs: { text: port.text('Text') },
    needs: [],
    migrations: {},
    run: async ({ text }) => {
      await gate.passed
      return { text }
    },
  })
  const server = await startTestServer({ nodes: [waiting] })
  const nodes = [node('ask', 'input'), node('wait', 'waiting'), node('answer', 'output')]
  const edges = [wire('ask.question', 'wait.text'), wire('wait.text', 'answer.value')]
  await server.client.pipelines.create(pipelineOf(nodes, edges, 'waits'))
  const send = async () => {
    const controller = new AbortController()
    const response = await fetch(`${server.address}/api/pipelines/waits/runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
      body: JSON.stringify({ inputs: { question: 'x' }, stream: true }),
      signal: controller.signal,
    })
    return { controller, runId: response.headers.get('x-signalbox-run') ?? '' }
  }
  const senders = [await send(), await send()]
  const runId = senders[0]?.runId ?? ''
  expect(senders[1]?.runId).toBe(runId)
  senders[leaving]?.controller.abort()
  // Long enough for the server to notice; a run that is cancelled ends without the gate.
  await setTimeout(300)
  if (status === 'succeeded') gate.open()
  await expect
    .poll(async () => (await server.client.runs.get(runId)).summary.status, { timeout: 20_000 })
    .toBe(status)
  gate.open()
  for (const { controller } of senders) controller.abort()
  await server.close()
})
