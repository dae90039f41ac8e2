import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import type { NodeRecord } from '../../runtime/core/document/document.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import { resolveNode } from '../document/resolve-node.ts'
import { makeEditor } from '../editor/create-editor.ts'
import { editorOptions } from '../editor/editor-fixture.ts'
import type { Locale } from '../messages/locale.ts'
import { EditorContext } from '../session/editor-context.tsx'
import type { ResourceProvider, ResourceWork } from '../session/resources.ts'
import { SignalboxRoot } from '../ui/signalbox-root.tsx'
import { CardPreparing } from './card-progress.tsx'

const registry = createNodeRegistry(builtinNodes)
const nested = {
  format: 'signalbox/pipeline',
  version: 1,
  id: 'nested',
  name: 'Nested',
  description: '',
  nodes: [
    { id: 'n', type: 'bm25-retriever', version: 1, config: { index: 'inner' }, position: { x: 0, y: 0 } },
  ],
  edges: [],
  notes: [],
  groups: [],
}
const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  cleanup()
})

/** The bars of a retriever, a classifier and a bank, and what tells the editor of work on what they use. */
async function show(locale: Locale) {
  let tell: ((work: readonly ResourceWork[]) => void) | undefined
  const resources: ResourceProvider = {
    list: async () => [],
    watchWork: (onChange) => {
      tell = onChange
      return () => undefined
    },
  }
  const runner = { run: undefined as never, history: undefined as never, trace: undefined as never }
  const { editor, start } = makeEditor(
    editorOptions({ resources, runner: { ...runner, value: undefined as never } }),
  )
  stops.push(start())
  const cardOf = (name: string, type: string, config: NodeRecord['config']) => {
    const record = { id: name, type, version: 1, name, config, position: { x: 0, y: 0 } }
    return <CardPreparing resolved={resolveNode(record, registry)} />
  }
  render(
    <SignalboxRoot theme="light" locale={locale}>
      <EditorContext value={editor}>
        {cardOf('Find', 'bm25-retriever', { index: 'desk' })}
        {cardOf('Classify', 'intent-classifier', { intents: 'desk' })}
        {cardOf('Bank', 'adapter-bank', { bank: 'tones' })}
        {cardOf('Nested', 'sub-pipeline', { pipeline: { inline: nested } })}
      </EditorContext>
    </SignalboxRoot>,
  )
  await vi.waitFor(() => expect(tell).toBeDefined())
  return (work: readonly ResourceWork[]) => act(async () => tell?.(work))
}

const barsOf = () =>
  screen
    .queryAllByRole('progressbar')
    .map((bar) => [bar.ariaLabel, bar.ariaValueText?.replaceAll('\u00a0', ' '), bar.ariaValueNow])

it('shows on each card how far the build or training is of what it uses, and nothing once that has ended', async () => {
  const tell = await show('en')
  expect(barsOf()).toEqual([])
  await tell([
    { kind: 'index', id: 'other', share: 0.1 },
    { kind: 'index', id: 'inner', share: 0 },
    { kind: 'index', id: 'desk', share: 0.404 },
    { kind: 'bank', id: 'tones', share: 1 },
  ])
  expect(barsOf()).toEqual([
    ['Progress of "Find"', 'Building the index: 40 %', '40'],
    ['Progress of "Bank"', 'Training an adapter: 100 %', '100'],
    ['Progress of "Nested"', 'Building the index: 0 %', '0'],
  ])
  await tell([{ kind: 'intents', id: 'desk', share: null }])
  expect(barsOf()).toEqual([['Progress of "Classify"', 'Training the intent model: …', null]])
  await tell([])
  expect(barsOf()).toEqual([])
})

it('says so in Chinese', async () => {
  const tell = await show('zh-CN')
  await tell([{ kind: 'bank', id: 'tones', share: 0.5 }])
  // Its messages come when they are first needed.
  await vi.waitFor(() => expect(barsOf()).toEqual([['“Bank”的进度', '正在训练适配器：50%', '50']]), 10_000)
})
