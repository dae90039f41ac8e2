import { expect, it, vi } from 'vitest'
import { builtinNodes } from '../../../nodes/index.ts'
import { createNodeRegistry } from '../../core/node/registry.ts'
import type { Admit } from '../../core/services/services.ts'
import { planPipeline } from '../../engine/plan.ts'
import { labNodes, labPipeline } from '../../testing/experiment-lab.ts'
import { compileBound } from './compile-bound.ts'

const makeNodes = () => createNodeRegistry([...builtinNodes, ...labNodes])

it('compiles a document once, asks for its versions once, and gives none of them back after a run', async () => {
  const onceNodes = makeNodes()
  const once = vi.spyOn(onceNodes, 'get')
  planPipeline(labPipeline, onceNodes)
  const nodes = makeNodes()
  const looks = vi.spyOn(nodes, 'get')
  const calls = { asked: 0, released: 0 }
  const admit: Admit = async () => {
    calls.asked += 1
    return {
      pins: { indexes: { desk: 'desk@7' }, intents: {}, banks: {} },
      // The pipeline has no node that needs one.
      services: {} as Awaited<ReturnType<Admit>>['services'],
      release: () => void (calls.released += 1),
    }
  }
  const { pipeline, admission } = await compileBound(labPipeline, { nodes }, admit)
  expect(looks).toHaveBeenCalledTimes(once.mock.calls.length)
  for (const question of ['a', 'b']) {
    const { outputs, events } = await pipeline.run({ question })
    expect(outputs).toEqual({ answer: question })
    expect(events[0]).toMatchObject({ type: 'run-started', pins: { indexes: { desk: 'desk@7' } } })
  }
  admission.release()
  expect(calls).toEqual({ asked: 1, released: 0 })
})
