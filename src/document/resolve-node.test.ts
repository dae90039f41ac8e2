import { describe, expect, it } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { builtinNodes } from '../../nodes/index.ts'
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import { connectPorts } from './commands.ts'
import { checkConnection, listCompatiblePorts, resolveNode, wireThatGivesWay } from './resolve-node.ts'

const registry = createNodeRegistry(builtinNodes)
const node = (id: string, type: string, config: NodeRecord['config'] = {}): NodeRecord => ({
  id,
  type,
  version: 1,
  config,
  position: { x: 0, y: 0 },
})
const document: PipelineDocument = {
  ...emptyPipeline('p', 'P'),
  nodes: [
    node('in', 'input'),
    node('find', 'hybrid-retriever'),
    node('intent', 'intent-classifier'),
    node('join', 'merge'),
    node('text', 'template'),
    node('out', 'output'),
  ],
}
const end = (node: string, port: string) => ({ node, port })
const wire = (base: PipelineDocument, from: [string, string], to: [string, string]) =>
  connectPorts(end(...from), end(...to), false).change(base)

describe('resolving a node', () => {
  it('gives ports and defaults even while a setting is missing', () => {
    const found = resolveNode(node('find', 'hybrid-retriever'), registry)
    expect(found.isValid).toBe(false)
    expect(Object.keys(found.inputs)).toEqual(['query'])
    expect(found.config).toMatchObject({ limit: 5, denseWeight: 0.3 })
  })

  it('keeps the valid settings when another one is wrong', () => {
    const found = resolveNode(
      node('find', 'hybrid-retriever', { index: 'x', limit: 9, denseWeight: 7 }),
      registry,
    )
    expect(found.config).toMatchObject({ index: 'x', limit: 9, denseWeight: 0.3 })
  })

  it('leaves an unknown type without ports and with its settings', () => {
    expect(resolveNode(node('a', 'from-the-future', { k: 1 }), registry)).toMatchObject({
      definition: undefined,
      inputs: {},
      config: { k: 1 },
    })
  })

  it('keeps the ports of rules while the label of one is being written', () => {
    const rules = [
      { id: 'rule-1', label: '' },
      { id: 'rule-2', label: 'Delays' },
    ]
    const found = resolveNode(node('r', 'condition-router', { rules }), registry)
    expect(found.isValid).toBe(false)
    expect(Object.keys(found.outputs)).toEqual(['rule-1', 'rule-2', 'default'])
  })

  it('keeps the inputs of a template while a slot is being written', () => {
    const found = resolveNode(node('t', 'template', { template: '{{ question }} {{ docu' }), registry)
    expect(found.isValid).toBe(false)
    expect(Object.keys(found.inputs)).toEqual(['question'])
  })

  it('survives settings of the wrong shape', () => {
    const empty = node('r', 'condition-router', { rules: [null] })
    expect(Object.keys(resolveNode(empty, registry).outputs)).toEqual(['default'])
    const broken = node('r', 'condition-router', { rules: 'nonsense' })
    expect(Object.keys(resolveNode(broken, registry).outputs)).toEqual(['default'])
  })
})

describe('connecting', () => {
  it('allows what fits', () => {
    expect(checkConnection(document, registry, end('in', 'question'), end('find', 'query'))).toEqual({
      isAllowed: true,
      isMany: false,
      replaces: null,
    })
  })

  it('refuses another type and names both', () => {
    expect(checkConnection(document, registry, end('find', 'documents'), end('intent', 'text'))).toEqual({
      isAllowed: false,
      reason: { kind: 'type', from: 'documents', to: 'text' },
    })
  })

  it('refuses a loop, the node itself, a port that is gone and the same wire twice', () => {
    const reason = (base: PipelineDocument, from: [string, string], to: [string, string]) => {
      const verdict = checkConnection(base, registry, end(...from), end(...to))
      return verdict.isAllowed ? null : verdict.reason.kind
    }
    const chain = wire(document, ['join', 'value'], ['text', 'value'])
    expect(reason(chain, ['text', 'text'], ['join', 'values'])).toBe('cycle')
    expect(reason(chain, ['join', 'value'], ['join', 'values'])).toBe('same-node')
    expect(reason(chain, ['in', 'gone'], ['join', 'values'])).toBe('no-port')
    expect(reason(chain, ['join', 'value'], ['text', 'value'])).toBe('exists')
  })

  it('says when a wire would replace another', () => {
    const wired = wire(document, ['in', 'question'], ['out', 'value'])
    expect(checkConnection(wired, registry, end('text', 'text'), end('out', 'value'))).toMatchObject({
      replaces: { from: end('in', 'question') },
    })
    expect(wireThatGivesWay(wired, registry, end('out', 'value'))?.from).toEqual(end('in', 'question'))
    const joined = wire(document, ['in', 'question'], ['join', 'values'])
    expect(wireThatGivesWay(joined, registry, end('join', 'values'))).toBeNull()
  })

  it('lists the ports that could take a wire, both ways', () => {
    expect(listCompatiblePorts(document, registry, end('find', 'documents'), 'output')).toEqual([
      end('join', 'values'),
      end('text', 'value'),
      end('out', 'value'),
    ])
    expect(listCompatiblePorts(document, registry, end('intent', 'text'), 'input')).toEqual([
      end('in', 'question'),
      end('join', 'value'),
      end('text', 'text'),
    ])
  })
})
