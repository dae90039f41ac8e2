/** A made-up pipeline of any size: templates in a grid, each fed by its neighbours at the left. */
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'

const rows = 20
const columnStep = 320
const rowStep = 180

/** @param count nodes, the input and the output among them; at least 2 */
export function makeGridDocument(count: number): PipelineDocument {
  const at = (index: number) => ({
    x: Math.floor(index / rows) * columnStep,
    y: (index % rows) * rowStep,
  })
  const node = (index: number, type: string, config = {}): NodeRecord => ({
    id: `n${index}`,
    type,
    version: 1,
    config,
    position: at(index),
  })
  const nodes: NodeRecord[] = [node(0, 'input')]
  const edges: EdgeRecord[] = []
  const wire = (from: number, to: number, port: string) => {
    const source = from === 0 ? 'question' : 'text'
    edges.push({
      id: `e${edges.length}`,
      from: { node: `n${from}`, port: source },
      to: { node: `n${to}`, port },
    })
  }
  for (let index = 1; index < count - 1; index += 1) {
    const hasTwo = index % 3 === 0
    nodes.push(
      node(index, 'template', { template: hasTwo ? `${index}: {{ first }}, {{ second }}` : '{{ first }}' }),
    )
    wire(Math.max(0, index - rows), index, 'first')
    if (hasTwo) wire(Math.max(0, index - rows - 1), index, 'second')
  }
  nodes.push(node(count - 1, 'output'))
  wire(count - 2, count - 1, 'value')
  return {
    format: 'signalbox/pipeline',
    version: 1,
    id: `grid-${count}`,
    name: `${count} nodes`,
    description: '',
    nodes,
    edges,
    notes: [],
    groups: [],
  }
}
