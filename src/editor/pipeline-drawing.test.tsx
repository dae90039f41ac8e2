import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import { defaultPorts } from '../document/resolve-node.ts'
import { createNodeTextReader } from '../messages/node-texts.ts'
import { englishTexts } from '../messages/say.ts'
import { PipelineDrawing } from './pipeline-drawing.tsx'

afterEach(cleanup)

const document: PipelineDocument = {
  ...emptyPipeline('p', 'P'),
  nodes: [
    { id: 'in', type: 'input', version: 1, config: {}, position: { x: 0, y: 0 } },
    { id: 'text', type: 'template', version: 1, config: {}, position: { x: 320, y: 0 } },
    { id: 'out', type: 'output', version: 1, config: {}, position: { x: 640, y: 0 } },
  ],
  edges: [
    { id: 'e1', from: { node: 'in', port: 'question' }, to: { node: 'text', port: 'question' } },
    { id: 'e2', from: { node: 'text', port: 'text' }, to: { node: 'out', port: 'value' } },
  ],
  groups: [
    {
      id: 'g1',
      title: '进入流水线之前：先问清退款与改签的规则与例外',
      color: 'intent',
      nodes: ['in'],
      collapsed: false,
    },
    { id: 'g2', title: 'Folded', color: 'answer', nodes: ['text'], collapsed: true },
  ],
  notes: [
    {
      id: 'n1',
      text: '# Why\n\nBelow **0.85** the base model answers, and somebody reads what it said.',
      position: { x: 0, y: -400 },
      size: { width: 200, height: 140 },
    },
    {
      id: 'n2',
      text: 'one two three '.repeat(40),
      position: { x: 900, y: 900 },
      size: { width: 200, height: 80 },
    },
  ],
}

it('draws groups behind the cards, collapsed ones in their place, and notes as text that fits', () => {
  const { container } = render(
    <PipelineDrawing
      document={document}
      nodes={createNodeRegistry(builtinNodes)}
      cards={new Map()}
      texts={createNodeTextReader({}, defaultPorts)}
      say={englishTexts.say}
    />,
  )
  const said = [...container.querySelectorAll('svg > g')].map((part) =>
    [...part.querySelectorAll('text')].map(({ textContent }) => textContent).join('|'),
  )
  expect(said[0]).toMatch(/^进入流水线之前.*…$/)
  expect(said[0]?.length).toBeLessThan(22)
  expect(said[1]).toMatch(/^Input\|/)
  expect(said.some((text) => text.startsWith('Template'))).toBe(false)
  expect(said.at(-1)).toBe('Folded|1 node')
  const [first, second] = said.slice(-3, -1)
  expect(first?.split('|')[0]).toBe('Why')
  expect(first?.replaceAll('|', ' ')).toContain('Below 0.85 the base model answers, and somebody')
  expect(second).toMatch(/ …$/)
  // Both wires end at the side of the collapsed group.
  const wires = [...container.querySelectorAll('svg > path')].map((path) => path.getAttribute('d') ?? '')
  expect(wires).toHaveLength(2)
  expect(wires[0]).toMatch(/ 320,34$/)
  expect(wires[1]).toMatch(/^M568,34 /)
  const [x = 0, y = 0, width = 0, height = 0] = (
    container.querySelector('svg')?.getAttribute('viewBox') ?? ''
  )
    .split(' ')
    .map(Number)
  expect([x, y, x + width, y + height]).toEqual([-52, -432, 1132, 1012])
})
