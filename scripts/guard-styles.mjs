/**
 * Keeps the styles of a host page and those of the editor apart, in the builds for other people's pages.
 *
 * Every declaration becomes `!important` inside a cascade layer: among important declarations those in a layer beat those
 * outside, whatever their selectors, so that neither `button { … !important }` nor `* { … }` of a host reaches the editor. A
 * second, weaker layer takes back what hosts set and the editor never mentions. Two kinds of declarations stay outside, with
 * more ids than a host's selectors have, since important ones would win over what must win over them: inline styles of React
 * Flow, and custom properties. Where something is inline or animated (`data-moves`), what a host sets is taken back outside too,
 * with fewer ids. What a host puts into the editor itself (`data-host-content`) is left alone.
 */

/** What React Flow sets inline on elements that its style sheet also knows. */
const isInlineInFlow = (property) =>
  /^(top|right|bottom|left|width|height|z-index|visibility|pointer-events|position|cursor|transform|fill|stroke(-width)?|background(-color)?)$/.test(
    property,
  )

const layers = '@layer signalbox-rules, signalbox-reset;'
const setAll = (properties, value) => properties.map((property) => `${property}: ${value};`).join(' ')
const revert = (properties) => setAll(properties, 'revert !important')

const everywhere = [
  'font', 'letter-spacing', 'word-spacing', 'text-align', 'text-transform', 'text-decoration', 'text-indent',
  'text-shadow', 'white-space', 'word-break', 'overflow-wrap', 'hyphens', 'float', 'clear', 'box-shadow', 'filter',
  'border', 'border-radius', 'vertical-align', 'list-style', 'columns', 'min-width', 'min-height',
  'transition', 'text-rendering', 'margin', 'flex', 'order', 'place-self', 'grid-area', 'user-select', 'appearance',
  'clip-path', 'overflow', 'opacity', 'zoom', 'mix-blend-mode', 'place-content', 'place-items', 'gap', 'flex-flow',
  'animation',
] // prettier-ignore
/** Set inline somewhere, where `style` names it. */
const whereNotNamed = ['padding', 'background', 'outline', 'visibility', 'display']
/** Set inline somewhere, or by a rule of React Flow, which stands outside the layers then. */
const whereNotInline = [
  'inset', 'width', 'height', 'max-width', 'max-height', 'z-index', 'cursor', 'pointer-events', 'transform', 'rotate',
  'translate', 'scale', 'position', 'color',
] // prettier-ignore
const ofDrawings = [
  'margin', 'padding', 'border', 'background', 'max-width', 'max-height', 'vertical-align', 'box-shadow', 'text-align',
] // prettier-ignore
const ofDrawn = [
  'font', 'letter-spacing', 'word-spacing', 'text-transform', 'white-space', 'transition', 'filter',
] // prettier-ignore
/** An attribute of the drawing may say these, which `revert-layer` keeps and `revert` does not. */
const ofShapes = [
  'fill', 'stroke', 'stroke-width', 'stroke-linecap', 'stroke-linejoin', 'stroke-dasharray', 'fill-opacity',
  'stroke-opacity', 'opacity', 'cursor', 'pointer-events', 'visibility', 'transform',
] // prettier-ignore
const ofStrokes = ['stroke', 'stroke-width', 'stroke-linecap', 'stroke-linejoin', 'stroke-dasharray']
/** What none of the prompt editor's own styles says. */
const inPrompt = [
  'opacity', 'filter', 'visibility', 'mix-blend-mode', 'zoom', 'scale', 'rotate', 'translate', 'float', 'clip-path',
  'text-transform', 'text-align', 'text-shadow', 'letter-spacing', 'word-spacing', 'animation',
] // prettier-ignore
const ofPseudo = [
  'content', 'display', 'position', 'margin', 'padding', 'border', 'background', 'box-shadow', 'color', 'font',
  'letter-spacing', 'line-height', 'text-transform', 'box-sizing', 'transition',
] // prettier-ignore
/** How large an editor is, where it stands and whether it is seen says the host. What is inherited begins anew here. */
const ofRoot = [
  'opacity', 'filter', 'backdrop-filter', 'mix-blend-mode', 'clip-path', 'mask', 'transform', 'rotate', 'translate',
  'scale', 'zoom', 'animation', 'cursor', 'pointer-events', 'user-select', 'place-content', 'place-items', 'gap',
  'writing-mode', 'text-align-last', 'outline', 'text-decoration', 'columns', 'list-style', 'hyphens', 'word-break',
  'overflow-wrap', 'fill', 'stroke', 'stroke-width', 'caret-color', 'accent-color', 'tab-size', 'quotes',
  'border-collapse', 'border-spacing',
] // prettier-ignore

// Every element is asked these, so they begin with what is cheap to tell: to look through all ancestors is not.
const hostContent = ':where([data-host-content] *)'
const drawing = ':where(svg, svg > *, svg > * > *, svg > * > * > *)'
/** The prompt editor brings its styles itself, in no layer: they win over four elements, and those over a host's `*` and `div p`. */
const prompt = ":where([class*='cm-'], .cm-tooltip > *, .cm-tooltip > ul > *)"
const special = ":where([style], [data-moves], [class*='signalbox-flow'])"
const html = (which, except = special) =>
  `.signalbox ${which}:not(${except}, ${drawing}, ${prompt}, ${hostContent})`
const drawn = (which) => `.signalbox ${which}:not(${hostContent})`
/** Weaker than the rules that stand outside the layers, see `scope`, and stronger than what hosts have. */
const outside = (which, except) =>
  `:where(.signalbox) ${which}:not(#signalbox#signalbox, ${except}, ${hostContent})`

const pseudo = (name) => `${html('*', ':not(*)')}${name}`

/** An attribute says how large an icon is, and every rule of a host is stronger than an attribute. */
const iconSizesPx = [10, 12, 14, 16, 18, 20, 24, 28, 32]
const iconSize = (px) =>
  `${drawn(`svg[width='${px}']`)} { width: ${px}px !important; height: ${px}px !important; }`

const reset = `${layers}
@layer signalbox-reset {
  .signalbox-overlays { all: revert !important; }
  .signalbox { ${setAll(ofRoot, 'initial !important')} visibility: revert !important; }
  ${html('*')} { ${revert([...everywhere, ...whereNotNamed, ...whereNotInline])} }
  ${html(special, ':not(*)')} { ${revert(everywhere)} }
  ${whereNotNamed.map((name) => `${html(special, `[style*='${name}']`)} { ${name}: revert !important; }`).join('\n  ')}
  ${html(special, "[style*='color:']")} { color: revert !important; }
  ${html('[style]', "[style*='position'], [class*='signalbox-flow']")} { position: revert !important; }
  ${drawn('svg')} { ${revert([...ofDrawings, ...ofDrawn])} }
  ${drawn(':is(svg > *, svg > * > *, svg > * > * > *)')} { ${revert([...ofDrawings, ...ofDrawn])} }
  ${drawn(`:is(svg, svg > *, svg > * > *, svg > * > * > *):not(${special})`)} { color: revert !important; ${setAll(ofShapes, 'revert-layer !important')} }
  ${drawn(`${special}${drawing}:not([style*='color:'])`)} { color: revert !important; }
  ${drawn("svg:not([width], [style*='width'])")} { width: revert !important; height: revert !important; }
  ${drawn('svg:not([style])')} { display: revert !important; }
  ${drawn('svg:not([fill], svg svg)')} { fill: initial !important; }
  ${drawn('svg:not([stroke], svg svg)')} { ${setAll(ofStrokes, 'initial !important')} }
  ${drawn('svg.lucide')} { fill: none !important; stroke: currentColor !important; }
  ${iconSizesPx.map(iconSize).join('\n  ')}
  ${drawn(".signalbox-flow__node[style*='visibility: visible']")} { visibility: visible !important; }
  ${drawn('.signalbox-flow__handle')} { display: block !important; }
  .signalbox ${prompt} { ${revert(inPrompt)} }
  .signalbox span${prompt} { display: revert !important; }
  .signalbox::before, .signalbox::after, ${pseudo('::before')}, ${pseudo('::after')} { ${revert(ofPseudo)} }
}
:where(.signalbox) ${prompt}:not(q q q q) { ${setAll([...everywhere, ...whereNotNamed, ...whereNotInline], 'revert')} }
:where(.signalbox) ${prompt}:not(q q q q)::before, :where(.signalbox) ${prompt}:not(q q q q)::after { ${setAll(ofPseudo, 'revert')} }
${outside(special, `${drawing}, ${prompt}`)} { ${setAll([...whereNotNamed, ...whereNotInline], 'revert')} }
${outside(special, `:not(${drawing})`)} { ${setAll(ofShapes, 'revert-layer')} }
`

export const guardStyles = {
  postcssPlugin: 'signalbox-guard-styles',
  OnceExit(root, { AtRule, parse }) {
    const file = root.source?.input.file ?? ''
    // How large an editor is says the host, through its class.
    if (file.endsWith('/pipeline-editor.module.css')) return
    const isFlow = file.includes('@xyflow')
    const isPassing = (property) => property.startsWith('--') || (isFlow && isInlineInFlow(property))
    const layer = new AtRule({ name: 'layer', params: 'signalbox-rules', nodes: [] })
    const outside = []
    for (const node of root.nodes.slice()) {
      if (
        node.type === 'comment' ||
        (node.type === 'atrule' && /keyframes|font-face|property|charset/.test(node.name))
      )
        continue
      const passing = node.clone()
      keep(passing, (property) => isPassing(property))
      keep(node, (property) => !isPassing(property))
      for (const [part, isImportant] of [
        [node, true],
        [passing, false],
      ]) {
        each(part, 'rule', (rule) => {
          rule.selectors = rule.selectors.map((selector) => scope(selector, isImportant))
        })
      }
      each(node, 'decl', (declaration) => {
        declaration.important = true
      })
      node.remove()
      if (hasRules(node)) layer.append(node)
      if (hasRules(passing)) outside.push(passing)
    }
    if (layer.nodes.length === 0 && outside.length === 0) return
    const isGround = file.endsWith('/ui/base.css')
    root.prepend(...parse(isGround ? reset : layers).nodes)
    if (layer.nodes.length > 0) root.append(layer)
    root.append(...outside)
  },
}

/**
 * A host may have a React Flow of its own, and rules for it: ours has classes of another name. Only class names begin with
 * these words; in addresses they end a path.
 */
export const renameFlow = {
  name: 'signalbox-rename-flow',
  enforce: 'pre',
  transform(code, id) {
    if (!/@xyflow|[\\/]src[\\/]/.test(id) || !code.includes('react-flow')) return null
    const renamed = code.replaceAll(/(?<![\w/-])react-flow/g, 'signalbox-flow')
    if (!/@xyflow[\\/]react[\\/]dist[\\/]esm[\\/]index/.test(id)) return { code: renamed, map: null }
    // Some names it makes of the name of its library.
    if (!renamed.includes("lib: 'react',"))
      throw new Error('React Flow says otherwise what its classes begin with.')
    return { code: renamed.replace("lib: 'react',", "lib: 'signalbox',"), map: null }
  },
}

function each(node, type, change) {
  if (node.type === type) change(node)
  for (const child of node.nodes ?? []) each(child, type, change)
}

function keep(node, isWanted) {
  each(node, 'rule', (rule) => {
    rule.nodes = rule.nodes.filter((child) => child.type !== 'decl' || isWanted(child.prop))
  })
}

function hasRules(node) {
  let count = 0
  each(node, 'decl', () => (count += 1))
  return count > 0
}

/** Outside the layers three ids count more than what a host has, and than what takes back its styles. */
function scope(selector, isImportant) {
  const own = selector.startsWith(':where(.signalbox) :where(') ? `${selector}:not(${hostContent})` : selector
  return isImportant ? own : own.replace(/(::[\w-]+)?$/, ':not(#signalbox#signalbox#signalbox)$1')
}
