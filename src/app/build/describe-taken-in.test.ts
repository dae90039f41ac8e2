import { expect, it } from 'vitest'
import { builtinNodes } from '../../../nodes/index.ts'
import { createNodeRegistry } from '../../../runtime/core/node/registry.ts'
import { echoPipeline } from '../../../runtime/testing/pipelines.ts'
import { defaultPorts } from '../../document/resolve-node.ts'
import { createNodeTextReader } from '../../messages/node-texts.ts'
import { englishTexts } from '../../messages/say.ts'
import { describeTakenIn } from './describe-taken-in.ts'

const context = {
  registry: createNodeRegistry(builtinNodes),
  texts: createNodeTextReader({}, defaultPorts),
  say: englishTexts.say,
}

it('names nodes and the kinds of what else came, or says that only places changed', () => {
  const [, fill, ...others] = echoPipeline.nodes
  if (fill === undefined) throw new Error('the pipeline has a template')
  const changed = { ...echoPipeline, name: 'Other', nodes: [{ ...fill, name: 'Fill' }, ...others], edges: [] }
  expect(describeTakenIn(echoPipeline, changed, context)).toBe(
    'Changes from elsewhere were taken in: Fill, Input, Wires, Pipeline.',
  )
  const nodes = echoPipeline.nodes.map((node) => ({ ...node, position: { x: 9, y: 9 } }))
  expect(describeTakenIn(echoPipeline, { ...echoPipeline, nodes }, context)).toBe(
    'Changes from elsewhere were taken in: where things stand.',
  )
})
