import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { builtinNodes } from '../../nodes/index.ts'
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { validatePipeline } from '../../runtime/core/document/validate.ts'
import { localiseFailure } from '../../runtime/core/errors/localise.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import type { Json } from '../../runtime/core/values.ts'
import { defaultPorts } from '../document/resolve-node.ts'
import { findResourceIssues, listReferences } from '../document/resource-issues.ts'
import { chinese, chineseNodes, chineseSchemaErrors } from '../messages/chinese.ts'
import { createNodeTextReader } from '../messages/node-texts.ts'
import { createSay, sayEnglish } from '../messages/say.ts'
import type { ErrorWords } from './setting-errors.ts'
import { describeDocumentIssue } from './use-issue-text.ts'

const registry = createNodeRegistry(builtinNodes)

const chineseWords: ErrorWords = {
  say: createSay(chinese, 'zh-CN'),
  failureText: (failure) => localiseFailure(failure, 'zh-CN'),
  schemaErrors: chineseSchemaErrors,
}
const englishWords: ErrorWords = {
  say: sayEnglish,
  failureText: (failure) => localiseFailure(failure, 'en'),
  schemaErrors: undefined,
}

const textsOf = (words: ErrorWords) =>
  createNodeTextReader(words === chineseWords ? chineseNodes : {}, defaultPorts)

const node = (id: string, type: string, config: NodeRecord['config']): NodeRecord => ({
  id,
  type,
  version: 1,
  config,
  position: { x: 0, y: 0 },
})

const pipelineOf = (nodes: readonly NodeRecord[]): PipelineDocument => ({
  ...emptyPipeline('p', 'P'),
  nodes: [...nodes],
})

const search = node('find', 'hybrid-retriever', { index: 'handbook', limit: 900, denseWeight: 'much' })

function describeFaults(nodes: readonly NodeRecord[], words: ErrorWords): string[] {
  const document = pipelineOf(nodes)
  return validatePipeline(document, registry)
    .filter(({ code }) => code === 'CONFIG_INVALID')
    .map((issue) => describeDocumentIssue(issue, document, registry, words, textsOf(words)))
}

describe('the text of an issue', () => {
  it('names the node inside another that lacks something, drawn there or stored', () => {
    const inner = pipelineOf([
      { ...node('ask', 'chat-model', { credential: 'key' }), name: 'Ask the engine' },
    ])
    const document = pipelineOf([
      node('drawn', 'sub-pipeline', { pipeline: { inline: JSON.parse(JSON.stringify(inner)) as Json } }),
      { ...node('stored', 'sub-pipeline', { pipeline: { id: 'p', revision: 'r1' } }), name: 'Desk' },
    ])
    const find = () => inner
    const issues = findResourceIssues(listReferences(document, registry, find), () => [])
    const texts = (words: ErrorWords) =>
      issues.map((one) => describeDocumentIssue(one, document, registry, words, textsOf(words), find))
    expect(texts(englishWords)).toEqual([
      'In "Sub-pipeline › Ask the engine": The credential "key" is not set on this server. Set it under Settings, or choose another.',
      'In "Desk › Ask the engine": The credential "key" is not set on this server. Set it under Settings, or choose another.',
    ])
    expect(texts(chineseWords)[0]).toMatch(/^在“子流水线 › Ask the engine”中：/)
  })

  it('gives the reason as the form does, in either language', () => {
    expect(describeFaults([search], englishWords)).toEqual([
      'Setting "limit" of node "Hybrid retriever" is not valid: Must be 200 or less.',
      'Setting "denseWeight" of node "Hybrid retriever" is not valid: Not a number. Write it like 5 or 0.25.',
    ])
    expect(describeFaults([search], chineseWords)).toEqual([
      '节点“混合检索器”的设置“limit”无效：不能大于 200。',
      '节点“混合检索器”的设置“denseWeight”无效：不是数字。写成 5 或 0.25 这样。',
    ])
  })

  it('finds the setting inside a pipeline that a node holds', () => {
    const inline = z.json().parse(JSON.parse(JSON.stringify(pipelineOf([search]))))
    const faults = describeFaults([node('each', 'map', { pipeline: { inline } })], chineseWords)
    expect(faults).toContain('节点“混合检索器”的设置“limit”无效：不能大于 200。')
  })

  it('calls nodes, wires and ports as the canvas does, with the id where two have one name', () => {
    const answer = node('end', 'output', {})
    const describeAll = (nodes: readonly NodeRecord[], edges: PipelineDocument['edges'] = []) => {
      const document = { ...pipelineOf(nodes), edges }
      return validatePipeline(document, registry).map((issue) =>
        describeDocumentIssue(issue, document, registry, englishWords, textsOf(englishWords)),
      )
    }
    expect(describeAll([{ ...answer, name: 'Reply' }])).toContain(
      'Input "Value" of node "Reply" is required. Wire it.',
    )
    const two = describeAll([answer, { ...answer, id: 'other' }])
    expect(two).toContain('Input "Value" of node "Output (other)" is required. Wire it.')
    const wire = { id: 'e1', from: { node: 'greet', port: 'gone' }, to: { node: 'end', port: 'value' } }
    expect(describeAll([node('greet', 'template', {}), answer], [wire]).join()).toContain(
      'Edge "Template → Output"',
    )
    const loop = { id: 'e2', from: { node: 'a', port: 'text' }, to: { node: 'a', port: 'value' } }
    expect(describeAll([node('a', 'template', {})], [loop]).join()).toContain(
      'The nodes Template form a cycle',
    )
  })

  it('says the reason of the issue when the document has moved on', () => {
    const [issue] = validatePipeline(pipelineOf([search]), registry)
    if (issue === undefined) throw new Error('there is a fault')
    const text = describeDocumentIssue(issue, pipelineOf([]), registry, englishWords, textsOf(englishWords))
    expect(text).toBe(issue.message)
  })
})
