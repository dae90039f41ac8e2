import { describe, expect, it } from 'vitest'
import { builtinNodes } from '../../../../nodes/index.ts'
import type { NodeRecord, PipelineDocument } from '../../../../runtime/core/document/document.ts'
import { emptyPipeline } from '../../../../runtime/core/document/empty-pipeline.ts'
import { createNodeRegistry } from '../../../../runtime/core/node/registry.ts'
import { mergeDocuments } from '../../../document/merge-documents.ts'
import { defaultPorts } from '../../../document/resolve-node.ts'
import { createNodeTextReader } from '../../../messages/node-texts.ts'
import { englishTexts } from '../../../messages/say.ts'
import { describeConflict } from './describe-conflict.ts'

const { say } = englishTexts
const context = {
  registry: createNodeRegistry(builtinNodes),
  texts: createNodeTextReader({}, defaultPorts),
  say,
}

const node = (id: string, type: string, config: NodeRecord['config'] = {}): NodeRecord => ({
  id,
  type,
  version: context.registry.get(type)?.version ?? 1,
  config,
  position: { x: 0, y: 0 },
})

const rule = (label: string, threshold: number) => ({
  id: 'rule-1',
  label,
  input_intent: ['refund'],
  confidence_threshold: threshold,
  when: '',
})

const base: PipelineDocument = {
  ...emptyPipeline('p', 'Desk'),
  nodes: [
    node('find', 'hybrid-retriever', { index: 'handbook' }),
    node('router', 'condition-router', { rules: [rule('Refunds', 0.8)] }),
    node('prompt', 'prompt', { system: '', user: 'Answer the question' }),
    node('odd', 'from-the-future', { secret: { a: 1 } }),
    { ...node('in', 'input'), name: 'Question' },
  ],
  edges: [{ id: 'e', from: { node: 'in', port: 'question' }, to: { node: 'find', port: 'query' } }],
}

/** `change` by node; null deletes it. */
type Changes = Readonly<Record<string, Partial<NodeRecord> | null>>

const changed = (changes: Changes): PipelineDocument => ({
  ...base,
  nodes: base.nodes.flatMap((record) => {
    const change = changes[record.id]
    return change === null ? [] : [{ ...record, ...change }]
  }),
})

function viewsOf(mine: PipelineDocument, theirs: PipelineDocument, before: PipelineDocument | null = base) {
  const { conflicts, sides } = mergeDocuments(before, mine, theirs, () => false)
  return conflicts.map((conflict) => describeConflict(conflict, sides, context))
}

const rowsOf = (mine: Changes, theirs: Changes, before: PipelineDocument | null = base) =>
  viewsOf(changed(mine), changed(theirs), before)[0]?.rows.map(({ id: _id, ...row }) => Object.values(row))

describe('a conflict', () => {
  it('shows settings under the titles of their fields, with values in words', () => {
    const mine = { find: { config: { index: 'handbook', limit: 7 }, name: 'Find articles' } }
    const theirs = { find: { muted: true, policy: { timeoutMs: 500, onError: 'branch' as const } } }
    expect(rowsOf(mine, theirs)).toEqual([
      ['Name', 'default', 'Find articles', 'default'],
      ['Passages to keep', '5 (default)', '7', '5 (default)'],
      ['Muted', 'No', 'No', 'Yes'],
      [say('inspector.timeout'), 'default', 'default', '500 ms'],
      [
        say('inspector.onError'),
        `${say('inspector.errorFail')} (default)`,
        `${say('inspector.errorFail')} (default)`,
        say('inspector.errorBranch'),
      ],
    ])
  })

  it('writes rules as their text, and JSON only for what has no form', () => {
    expect(
      rowsOf(
        { router: { config: { rules: [rule('Refunds', 0.9)] } } },
        { router: { config: { rules: [rule('Money back', 0.8)] } } },
      ),
    ).toEqual([
      [
        'Rules',
        'Refunds: input_intent in ["refund"] and confidence >= 0.8',
        'Refunds: input_intent in ["refund"] and confidence >= 0.9',
        'Money back: input_intent in ["refund"] and confidence >= 0.8',
      ],
    ])
    expect(rowsOf({ odd: { config: { secret: { a: 2 } } } }, { odd: { config: {} } })).toEqual([
      ['secret', '{\n  "a": 1\n}', '{\n  "a": 2\n}', 'deleted'],
    ])
  })

  it('says in words what was moved, and which side deleted it', () => {
    expect(
      rowsOf({ prompt: { position: { x: 40, y: 80 } } }, { prompt: { position: { x: 9, y: 0 } } }),
    ).toEqual([['Place', 'at 0, 0', 'moved to 40, 80', 'moved to 9, 0']])
    const [view] = viewsOf(changed({ prompt: null }), changed({ prompt: { name: 'Ask' } }))
    expect(view).toMatchObject({ title: 'Node "Ask"', deletedBy: 'mine' })
    expect(view?.rows).toMatchObject([{ title: 'Name', before: 'default', theirs: 'Ask' }])
  })

  it('does without what was before where nobody knows it', () => {
    const known = changed({ prompt: { name: 'Ask' } })
    const [view] = viewsOf(known, changed({ prompt: { name: 'Say' } }), null)
    expect(view?.rows).toMatchObject([{ title: 'Name', before: null, mine: 'Ask', theirs: 'Say' }])
  })

  it('names the ends of wires, notes and groups, not their ids', () => {
    const wired = (to: string, port: string) => ({
      ...base,
      edges: [{ ...base.edges[0]!, to: { node: to, port } }],
    })
    expect(viewsOf(wired('prompt', 'question'), wired('router', 'value'))[0]?.rows).toMatchObject([
      {
        before: 'Question · Question → Hybrid retriever · Query',
        mine: expect.stringMatching(/^Question · Question → Prompt · /) as string,
        theirs: expect.stringMatching(/^Question · Question → Condition router · /) as string,
      },
    ])
    const group = { id: 'g', title: 'Way in', color: 'text', nodes: ['in'], collapsed: false }
    const note = { id: 'n', text: '# Why\nBecause', position: { x: 0, y: 0 }, size: { width: 9, height: 9 } }
    const before = { ...base, groups: [group], notes: [note] }
    const [notes, groups] = viewsOf(
      { ...base, groups: [{ ...group, color: 'json' }], notes: [{ ...note, text: '# Why\nFor now' }] },
      { ...base, groups: [{ ...group, collapsed: true }], notes: [{ ...note, text: '# Why\nFor good' }] },
      before,
    )
    expect(notes).toMatchObject({
      title: 'Note "# Why"',
      rows: [{ title: 'Text', before: '# Why\nBecause', theirs: '# Why\nFor good' }],
    })
    expect(groups).toMatchObject({
      title: 'Group "Way in"',
      rows: [{ title: 'Look', mine: 'open, colour json', theirs: 'collapsed, colour text' }],
    })
  })

  it('says which wires a node that was deleted elsewhere has, and which input both sides wired', () => {
    const wire = (id: string, from: string, to: string) => ({
      id,
      from: { node: from, port: 'text' },
      to: { node: to, port: 'question' },
    })
    const wired = { ...base, edges: [...base.edges, wire('w', 'in', 'prompt')] }
    expect(viewsOf(wired, changed({ prompt: null }))).toMatchObject([
      {
        title: 'Node "Prompt"',
        deletedBy: 'theirs',
        rows: [{ title: 'Wires', mine: expect.stringContaining('Question · ') as string }],
      },
    ])
    const [view] = viewsOf(wired, { ...base, edges: [...base.edges, wire('v', 'router', 'prompt')] })
    expect(view).toMatchObject({
      title: expect.stringMatching(/^Wire into "Prompt · /) as string,
      rows: [
        {
          title: 'Leads',
          mine: expect.stringMatching(/^Question · /) as string,
          theirs: expect.stringMatching(/^Condition router · /) as string,
        },
      ],
    })
  })
})
