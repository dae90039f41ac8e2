/** The same graph in litegraph: a node has a title, two widgets, and as many slots as ours. */
import {
  LGraph,
  LGraphCanvas,
  LGraphNode,
  LiteGraph,
} from '/node_modules/@comfyorg/litegraph/dist/litegraph.es.js'

const nodes = new URLSearchParams(location.search).get('nodes') ?? '500'
const document_ = await (await fetch(`/graph.json?nodes=${nodes}`)).json()

class Card extends LGraphNode {
  constructor(title) {
    super(title)
    this.addOutput('text', 'string')
    this.addWidget('combo', 'kind', 'template', () => {}, { values: ['template', 'input', 'output'] })
    this.addWidget('text', 'text', 'Hello', () => {})
  }
}
LiteGraph.registerNodeType('bench/card', Card)

const element = document.querySelector('#canvas')
element.width = innerWidth
element.height = innerHeight
const graph = new LGraph()
const canvas = new LGraphCanvas(element, graph)
const cards = new Map()
for (const { id, position } of document_.nodes) {
  const card = LiteGraph.createNode('bench/card')
  card.pos = [position.x + 48, position.y + 96]
  card.title = id
  graph.add(card)
  cards.set(id, card)
}
for (const { from, to } of document_.edges) {
  const target = cards.get(to.node)
  target.addInput(to.port, 'string')
  cards.get(from.node).connect(0, target, target.inputs.length - 1)
}
for (const card of cards.values()) card.size = [248, 130]

const going = new Set()
globalThis.measuredPage = {
  renders: () => ({}),
  startRun: () => {},
  send(changed) {
    for (const id of changed) {
      if (!going.delete(id)) going.add(id)
      cards.get(id).boxcolor = going.has(id) ? '#3b82f6' : '#22c55e'
    }
    canvas.setDirty(true, false)
  },
  nodeCount: () => cards.size,
}
const draw = canvas.drawFrontCanvas.bind(canvas)
canvas.drawFrontCanvas = () => {
  draw()
  canvas.drawFrontCanvas = draw
  requestAnimationFrame(() =>
    setTimeout(() => {
      const ms = performance.now() - performance.getEntriesByType('navigation')[0].requestStart
      void fetch(`/painted?ms=${ms}&width=${innerWidth}&height=${innerHeight}`)
      console.info('painted')
    }),
  )
}
graph.start()
