/** Old settings run as they would after the editor has opened and saved them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { builtinNodes } from '../../nodes/index.ts'
import type { NodeRecord, PipelineDocument } from '../core/document/document.ts'
import { emptyPipeline } from '../core/document/empty-pipeline.ts'
import { migratePipeline } from '../core/document/migrate.ts'
import { validatePipeline } from '../core/document/validate.ts'
import { defineNode } from '../core/node/define-node.ts'
import { port } from '../core/node/ports.ts'
import { createNodeRegistry } from '../core/node/registry.ts'
import type { Json } from '../core/values.ts'
import { planPipeline } from './plan.ts'

/** Version 1 had `alpha`, 2 `weight`, 3 has a unit too. */
const weighted = defineNode({
  type: 'weighted',
  version: 3,
  title: 'Weighted',
  category: 'logic',
  summary: 'Weighs a number.',
  config: z.strictObject({ weight: z.number(), unit: z.enum(['kg', 'lb']) }),
  inputs: { value: port.any('Value', { optional: true }) },
  outputs: { value: port.any('Value') },
  needs: [],
  migrations: {
    2: (old) => ({ weight: z.strictObject({ alpha: z.number() }).parse(old).alpha }),
    3: (old) => ({ ...z.looseObject({}).parse(old), unit: 'kg' }),
  },
  run: ({ value }) => ({ value }),
})
const registry = createNodeRegistry([...builtinNodes, weighted])

const place = { x: 0, y: 0 }
const frame = (nodes: readonly NodeRecord[]): PipelineDocument => ({
  ...emptyPipeline('p', 'P'),
  nodes: [
    { id: 'in', type: 'input', version: 1, config: {}, position: place },
    ...nodes.map((node, index) => ({ ...node, id: `n${index}` })),
    { id: 'out', type: 'output', version: 1, config: {}, position: place },
  ],
  edges: [
    'out.value',
    ...nodes.flatMap(({ type }, index) => (type === 'weighted' ? [] : [`n${index}.question`])),
  ].map((end) => {
    const [node = '', name = ''] = end.split('.')
    return { id: `to-${node}`, from: { node: 'in', port: 'question' }, to: { node, port: name } }
  }),
})
const nodeOf = (version: number, config: NodeRecord['config'], type = 'weighted'): NodeRecord => ({
  id: 'n',
  type,
  version,
  config,
  position: place,
})
// A document is JSON through and through.
const inside = (document: PipelineDocument) =>
  nodeOf(1, { pipeline: { inline: document as unknown as Json } }, 'sub-pipeline')

const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })
const aged = fc.oneof(
  number.map((alpha) => nodeOf(1, { alpha })),
  number.map((weight) => nodeOf(2, { weight })),
  number.map((weight) => nodeOf(3, { weight, unit: 'lb' })),
)
/** Three deep. */
const documents = fc.letrec<{ node: NodeRecord; document: PipelineDocument }>((tie) => ({
  document: fc.array(tie('node'), { maxLength: 4 }).map(frame),
  node: fc.oneof({ maxDepth: 2, withCrossShrink: true }, aged, tie('document').map(inside)),
})).document

describe('settings of earlier versions', () => {
  it('give the same plan whether they are migrated before or by the engine', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const migrated = migratePipeline(document, registry)
        expect(planPipeline(migrated, registry)).toEqual(planPipeline(document, registry))
        expect(validatePipeline(document, registry)).toEqual([])
        expect(migratePipeline(migrated, registry)).toBe(migrated)
      }),
    )
  })

  it('that cannot be migrated stay as they are, and it is said which and why, inside a node too', () => {
    const odd = nodeOf(1, { alpha: 'much' })
    const newer = nodeOf(9, { gravity: 3 })
    const document = frame([odd, newer, nodeOf(2, { weight: 2 }), inside(frame([odd]))])
    const migrated = migratePipeline(document, registry)
    expect(migrated.nodes.map(({ version }) => version)).toEqual([1, 1, 9, 3, 1, 1])
    expect(migrated.nodes[1]).toBe(document.nodes[1])
    expect(migrated.nodes[2]).toBe(document.nodes[2])
    const issues = validatePipeline(document, registry)
    expect(issues.map(({ code, node, path }) => [code, node, path])).toEqual([
      ['NODE_NOT_MIGRATED', 'n0', '/nodes/1/version'],
      ['NEWER_NODE', 'n1', '/nodes/2/version'],
      ['NODE_NOT_MIGRATED', 'n3', '/nodes/4/config/pipeline/inline/nodes/1/version'],
    ])
    expect(issues[0]?.message).toContain('from version 1 of "weighted" to 3: Invalid input: expected number')
    expect(() => planPipeline(document, registry)).toThrow(
      expect.objectContaining({ code: 'NODE_NOT_MIGRATED', node: 'n0', path: '/nodes/1/version' }),
    )
  })
})
