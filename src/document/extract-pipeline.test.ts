import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { pipelineFields } from '../../runtime/core/document/pipeline-ports.ts'
import { validatePipeline } from '../../runtime/core/document/validate.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import { pipelineReferenceSchema } from '../../runtime/core/services/sub-pipelines.ts'
import type { Json } from '../../runtime/core/values.ts'
import { compile } from '../../runtime/engine/compile.ts'
import { rewriteConditions } from './conditions.ts'
import { extractPipeline } from './extract-pipeline.ts'
import { inlinePipeline } from './inline-pipeline.ts'

const registry = createNodeRegistry(builtinNodes)

const node = (id: string, type: string, x: number, config: Record<string, Json> = {}): NodeRecord => ({
  id,
  type,
  version: 1,
  config,
  position: { x, y: (x * 7) % 160 },
})

/** Edges written as `node.port > node.port`. */
const draw = (nodes: readonly NodeRecord[], wires: readonly string[]): PipelineDocument => ({
  ...emptyPipeline('p', 'P'),
  nodes: [...nodes],
  edges: wires.map((text, index) => {
    const [from, to] = text.split(' > ').map((end) => {
      const [one = '', port = ''] = end.split('.')
      return { node: one, port }
    })
    if (from === undefined || to === undefined) throw new Error(text)
    return { id: `e${index}`, from, to }
  }),
})

const ask = node('in', 'input', 0, {
  fields: [
    { name: 'a', type: 'text', isRequired: false },
    { name: 'b', type: 'json', isRequired: false },
  ],
})

function extract(document: PipelineDocument, ...chosen: string[]) {
  const result = extractPipeline(document, registry, new Set(chosen), 'Part')
  if (!result.isDone) throw new Error(JSON.stringify(result.refusal))
  const reference = pipelineReferenceSchema.parse(
    result.document.nodes.find(({ id }) => id === result.node)?.config['pipeline'],
  )
  if (!('inline' in reference)) throw new Error('It is stored elsewhere.')
  return { ...result, child: reference.inline }
}

const refusalOf = (document: PipelineDocument, ...chosen: string[]) => {
  const result = extractPipeline(document, registry, new Set(chosen), 'Part')
  return result.isDone ? null : result.refusal
}

const wiresOf = ({ edges }: PipelineDocument) =>
  edges.map(({ from, to }) => `${from.node}.${from.port} > ${to.node}.${to.port}`)

describe('extracting', () => {
  const greet = node('greet', 'template', 300, { template: 'Hi {{ name }}' })
  const shout = node('shout', 'template', 600, { template: '{{ text }}! {{ name }}' })
  const chain = draw(
    [ask, greet, shout, node('out', 'output', 900)],
    ['in.a > greet.name', 'in.a > shout.name', 'greet.text > shout.text', 'shout.text > out.value'],
  )

  it('makes one input of the wires from one port, and types what leaves', () => {
    const { document, child, node: made } = extract(chain, 'greet', 'shout')
    expect(wiresOf(document)).toEqual(['in.a > sub-pipeline.name', 'sub-pipeline.text > out.value'])
    expect(pipelineFields(child)).toEqual([{ name: 'name', type: 'text', isOptional: true }])
    expect(document.nodes.find(({ id }) => id === made)?.config['results']).toEqual([
      { name: 'text', type: 'text' },
    ])
    expect(validatePipeline(document, registry)).toEqual([])
  })

  it('says what it cannot extract', () => {
    expect(refusalOf(chain)).toEqual({ kind: 'nothing' })
    expect(refusalOf(chain, 'in', 'greet')).toEqual({ kind: 'end', node: 'in' })
    const loop = draw(
      [ask, greet, shout, node('last', 'template', 700, { template: '{{ text }}' })],
      ['in.a > greet.name', 'greet.text > shout.text', 'shout.text > last.text'],
    )
    expect(refusalOf(loop, 'greet', 'last')).toEqual({ kind: 'detour', node: 'shout' })
    expect(refusalOf(loop, 'last')).toEqual({ kind: 'no-output' })
  })

  it('requires what nothing comes out without, and passes empty texts on', async () => {
    const prompt = node('find', 'bm25-retriever', 300, { index: 'i' })
    const needing = draw(
      [ask, prompt, node('out', 'output', 600)],
      ['in.a > find.query', 'find.documents > out.value'],
    )
    expect(pipelineFields(extract(needing, 'find').child)).toEqual([
      { name: 'query', type: 'text', isOptional: false },
    ])
    const empty = draw(
      [ask, node('none', 'template', 100, { template: ' ' }), greet, node('out', 'output', 600)],
      ['none.text > greet.name', 'greet.text > out.value'],
    )
    const { document } = extract(empty, 'greet')
    expect((await run(document, { b: '' })).outputs).toEqual({ answer: 'Hi  ' })
  })

  it('keeps a condition reading what it read, on both sides of the border', () => {
    const router = node('route', 'condition-router', 600, {
      rules: [{ id: 'yes', label: 'Yes', when: 'nodes.greet.text contains "x" and request.b == 1' }],
    })
    const reading = draw(
      [ask, greet, router, node('out', 'output', 900)],
      ['in.a > greet.name', 'greet.text > route.value', 'route.yes > out.value'],
    )
    const whenOf = ({ nodes }: PipelineDocument) =>
      JSON.stringify(nodes.find(({ id }) => id === 'route')?.config)
    expect(whenOf(extract(reading, 'greet').document)).toContain('nodes.sub-pipeline.text contains')
    const { document, child } = extract(reading, 'route')
    expect(whenOf(child)).toContain('request.value contains')
    expect(whenOf(child)).toContain('request.b == 1')
    expect(wiresOf(document)).toContain('in.b > sub-pipeline.b')
  })
})

const run = (document: PipelineDocument, inputs: Record<string, unknown>) =>
  compile(document, { nodes: builtinNodes }).run(inputs)

const inputsOf: Readonly<Record<string, readonly string[]>> = {
  template: ['one', 'two', 'three'],
  merge: ['values', 'values', 'values'],
  'condition-router': ['value'],
}

const outputsOf: Readonly<Record<string, readonly string[]>> = {
  template: ['text'],
  merge: ['value'],
  'condition-router': ['yes', 'default'],
}

/** A random pipeline of templates, routers whose conditions read all over it, and merges. */
const drawing = fc
  .array(
    fc.record({
      type: fc.constantFrom('template', 'template', 'condition-router', 'merge'),
      wires: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
      reads: fc.nat(),
    }),
    { minLength: 2, maxLength: 8 },
  )
  .chain((steps) =>
    fc.record({ steps: fc.constant(steps), ends: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }) }),
  )
  .map(({ steps, ends }) => {
    const ports = ['in.a', 'in.b']
    const nodes: NodeRecord[] = [ask]
    const wires: string[] = []
    steps.forEach(({ type, wires: sources, reads }, index) => {
      const id = `n${index}`
      const read = ports[reads % ports.length] ?? ''
      const path = read.startsWith('in.') && reads % 2 === 0 ? `request.${read.slice(3)}` : `nodes.${read}`
      const config: Record<string, Record<string, Json>> = {
        template: { template: `${id}({{ one }},{{ two }},{{ three }})` },
        'condition-router': { rules: [{ id: 'yes', label: 'Yes', when: `${path} contains "x"` }] },
        merge: { mode: 'all' },
      }
      nodes.push(node(id, type, 300 * (index + 1), config[type]))
      const inputs = inputsOf[type] ?? []
      const taken = new Set<string>()
      inputs.forEach((input, place) => {
        const source = sources[place] === undefined ? undefined : ports[sources[place] % ports.length]
        if (source === undefined || taken.has(`${source} ${input}`)) return
        taken.add(`${source} ${input}`)
        wires.push(`${source} > ${id}.${input}`)
      })
      ports.push(...(outputsOf[type] ?? []).map((port) => `${id}.${port}`))
    })
    new Set(ends.map((end) => ports.slice(2)[end % (ports.length - 2)])).forEach((source) => {
      const id = `out${nodes.length}`
      nodes.push(node(id, 'output', 3000, { name: id }))
      wires.push(`${source} > ${id}.value`)
    })
    return draw(nodes, wires)
  })

/** What makes two documents the same drawing: all but ids of wires, and the two ways to read a field of the request. */
const shapeOf = (document: PipelineDocument) => ({
  nodes: document.nodes
    .map((one) =>
      rewriteConditions(one, ([root, name, ...rest]) =>
        root === 'request' && name !== undefined
          ? ['nodes', 'in', name, ...rest]
          : [root ?? '', name ?? '', ...rest],
      ),
    )
    .toSorted((one, other) => one.id.localeCompare(other.id)),
  wires: wiresOf(document).toSorted(),
})

describe('a part of any pipeline', () => {
  const value = fc.constantFrom('', 'x', 'y', 'xy')

  it('gives the same when it is extracted, and is the same when it is inlined again', async () => {
    let extracted = 0
    await fc.assert(
      fc.asyncProperty(
        drawing,
        fc.array(fc.nat(7), { minLength: 1 }),
        value,
        value,
        async (document, picks, a, b) => {
          const chosen = new Set(picks.map((pick) => `n${pick}`))
          const result = extractPipeline(document, registry, chosen, 'Part')
          if (!result.isDone) {
            expect(['nothing', 'detour', 'no-output']).toContain(result.refusal.kind)
            return
          }
          extracted += 1
          expect(validatePipeline(result.document, registry)).toEqual([])
          const [before, after] = await Promise.all([run(document, { a, b }), run(result.document, { a, b })])
          expect([after.status, after.outputs]).toEqual([before.status, before.outputs])
          const { child } = extract(document, ...chosen)
          const back = inlinePipeline(result.document, registry, result.node, child)
          if (!back.isDone) throw new Error(JSON.stringify(back.refusal))
          expect(shapeOf(back.document)).toEqual(shapeOf(document))
          expect((await run(back.document, { a, b })).outputs).toEqual(before.outputs)
        },
      ),
      { numRuns: 150 },
    )
    expect(extracted).toBeGreaterThan(30)
  })
})
