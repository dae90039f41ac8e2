/**
 * Keeps the styles of a host page and those of the editor apart, in the builds for other people's pages.
 *
 * Every declaration becomes `!important` inside a cascade layer: among important declarations those in a layer beat those
 * outside, whatever their selectors, so that neither `button { … !important }` nor `* { … }` of a host reaches the editor. A
 * second, weaker layer takes back what hosts set and the editor never mentions. Three kinds of declarations stay outside, with
 * more ids than a host's selectors have, since important ones would win over what must win over them: animations, inline styles
 * of React Flow, and custom properties. What a host sets for those is taken back outside too, with fewer ids. What a host puts
 * into the editor itself (`data-host-content`) is left alone.
 */

/** Animated somewhere, or set inline, or meant to be overridden further in. */
const isPassing = (property) =>
  property.startsWith('--') || /^(transform|rotate|translate|stroke-dash(array|offset))$/.test(property)

/** What React Flow sets inline on elements that its style sheet also knows. */
const isInlineInFlow = (property) =>
  /^(top|right|bottom|left|width|height|z-index|visibility|pointer-events|position|cursor|fill|stroke(-width)?|background(-color)?)$/.test(
    property,
  )

const layers = '@layer signalbox-rules, signalbox-reset;'
const hostContent = ':where([data-host-content] *)'
/** The prompt editor brings its styles itself, in no layer: they win over four elements, and those over a host's `*` and `div p`. */
const promptEditor = ':where(.cm-editor, .cm-editor *)'

const everywhere = [
  'font', 'letter-spacing', 'word-spacing', 'text-align', 'text-transform', 'text-decoration', 'text-indent',
  'text-shadow', 'white-space', 'word-break', 'overflow-wrap', 'hyphens', 'float', 'clear', 'box-shadow', 'filter',
  'border', 'border-radius', 'vertical-align', 'list-style', 'columns', 'min-width', 'min-height',
  'transition', 'text-rendering', 'margin', 'flex', 'order', 'place-self',
  'grid-area', 'user-select', 'appearance', 'clip-path', 'overflow', 'opacity', 'scale', 'zoom',
  'mix-blend-mode', 'backdrop-filter', 'mask', 'writing-mode', 'place-content', 'place-items', 'gap', 'flex-flow',
  'text-overflow',
] // prettier-ignore
/** Set inline somewhere, by that name. */
const exceptNamed = ['padding', 'background', 'outline', 'visibility', 'display']
/** Set inline somewhere; React Flow's own rules for these stand outside the layers. */
const exceptInline = [
  'inset', 'width', 'height', 'max-width', 'max-height', 'z-index', 'cursor', 'pointer-events', 'transform',
] // prettier-ignore
/** What a host sets for these without `!important` goes, whatever is inline or animated stays. */
const passing = [...exceptNamed, ...exceptInline, 'position', 'rotate', 'translate', 'animation']
const setAll = (properties, value) => properties.map((property) => `${property}: ${value};`).join(' ')
const revert = (properties) => setAll(properties, 'revert !important')

const inside = `.signalbox *:not(${hostContent})`
const insideHtml = `.signalbox *:not(${hostContent}, svg, svg *, ${promptEditor})`
const insideSvg = `${inside}:is(svg, svg *)`
/** Weaker than the rules that stand outside the layers, see `scope`. */
const outside = (elements) => `${elements}:not(#signalbox#signalbox, ${hostContent}, ${promptEditor})`
const ofSvg = [
  'margin', 'padding', 'border', 'background', 'font', 'letter-spacing', 'max-width', 'max-height', 'vertical-align',
  'box-shadow', 'transition', 'text-transform', 'word-spacing', 'text-align', 'white-space', 'filter',
] // prettier-ignore
/** An attribute of the drawing may say these, which `revert-layer` keeps and `revert` does not. */
const ofShapes = [
  'fill', 'stroke', 'stroke-width', 'stroke-linecap', 'stroke-linejoin', 'stroke-dasharray', 'stroke-dashoffset',
  'fill-opacity', 'stroke-opacity', 'opacity', 'cursor', 'pointer-events', 'visibility', 'display', 'transform', 'animation',
  'paint-order', 'clip-path', 'mask', 'd',
] // prettier-ignore
const ofStrokes = ['stroke', 'stroke-width', 'stroke-linecap', 'stroke-linejoin', 'stroke-dasharray']
/** What none of its styles says. */
const inPrompt = [
  'opacity', 'filter', 'visibility', 'mix-blend-mode', 'zoom', 'scale', 'rotate', 'translate', 'float', 'clip-path', 'mask',
  'text-transform', 'text-align', 'text-shadow', 'letter-spacing', 'word-spacing', 'animation',
] // prettier-ignore
const ofPseudo = [
  'content', 'display', 'position', 'margin', 'padding', 'border', 'background', 'box-shadow', 'color', 'font',
  'letter-spacing', 'line-height', 'text-transform', 'box-sizing', 'transition', 'opacity', 'filter', 'transform',
  'animation', 'cursor', 'pointer-events', 'visibility',
] // prettier-ignore
/** How large an editor is, where it stands and whether it is seen says the host. What is inherited begins anew here. */
const ofRoot = [
  'opacity', 'filter', 'backdrop-filter', 'mix-blend-mode', 'clip-path', 'mask', 'transform', 'rotate', 'translate',
  'scale', 'zoom', 'animation', 'cursor', 'pointer-events', 'user-select', 'place-content', 'place-items', 'gap', 'writing-mode', 'text-align-last',
  'outline', 'text-decoration', 'columns', 'list-style', 'hyphens', 'word-break', 'overflow-wrap', 'fill', 'stroke',
  'stroke-width', 'caret-color', 'accent-color', 'tab-size', 'quotes', 'border-collapse', 'border-spacing',
] // prettier-ignore
/** An attribute says how large an icon is, and every rule of a host is stronger than an attribute. */
const iconSizesPx = [10, 12, 14, 16, 18, 20, 24, 28, 32]
const iconSize = (px) =>
  `${inside}:is(svg[width='${px}']) { width: ${px}px !important; height: ${px}px !important; }`

const reset = `${layers}
@layer signalbox-reset {
  .signalbox-overlays { all: revert !important; }
  .signalbox { ${setAll(ofRoot, 'initial !important')} visibility: revert !important; }
  ${insideHtml} { ${revert(everywhere)} }
  ${insideHtml}:not([style], [class*='signalbox-flow']) { ${revert(exceptInline)} }
  ${exceptNamed.map((name) => `${insideHtml}:not([style*='${name}']) { ${name}: revert !important; }`).join('\n  ')}
  ${inside}:not([style*='color:'], ${promptEditor}) { color: revert !important; }
  ${insideHtml}:not([style*='position'], [class*='signalbox-flow']) { position: revert !important; }
  ${insideSvg} { ${revert(ofSvg)} }
  ${inside}:is(svg:not([width], [style*='width'])) { width: revert !important; height: revert !important; }
  ${inside}:is(svg:not([style])) { display: revert !important; }
  ${inside}:is(svg:not([fill], svg svg)) { fill: initial !important; }
  ${inside}:is(svg:not([stroke], svg svg)) { ${setAll(ofStrokes, 'initial !important')} }
  ${inside}.lucide { fill: none !important; stroke: currentColor !important; }
  ${iconSizesPx.map(iconSize).join('\n  ')}
  ${inside}.signalbox-flow__node[style*='visibility: visible'] { visibility: visible !important; }
  ${inside}.signalbox-flow__handle { display: block !important; }
  .signalbox ${promptEditor} { ${revert(inPrompt)} }
  .signalbox .cm-editor span { display: revert !important; }
  .signalbox::before, .signalbox::after, ${insideHtml}::before, ${insideHtml}::after { ${revert(ofPseudo)} }
}
:where(.signalbox) ${promptEditor}:not(q q q q) { ${setAll([...everywhere, ...passing, 'color'], 'revert')} }
:where(.signalbox) ${promptEditor}:not(q q q q)::before, :where(.signalbox) ${promptEditor}:not(q q q q)::after { ${setAll(ofPseudo, 'revert')} }
${outside(':where(.signalbox *):where(:not(svg, svg *))')} { ${setAll(passing, 'revert')} }
${outside(':where(.signalbox *):where(svg, svg *)')} { ${setAll(ofShapes, 'revert-layer')} }
`

export const guardStyles = {
  postcssPlugin: 'signalbox-guard-styles',
  OnceExit(root, { AtRule, parse }) {
    const file = root.source?.input.file ?? ''
    // How large an editor is says the host, through its class.
    if (file.endsWith('/pipeline-editor.module.css')) return
    const isFlow = file.includes('@xyflow')
    const isPassingHere = (property) => isPassing(property) || (isFlow && isInlineInFlow(property))
    const layer = new AtRule({ name: 'layer', params: 'signalbox-rules', nodes: [] })
    const outside = []
    for (const node of root.nodes.slice()) {
      if (
        node.type === 'comment' ||
        (node.type === 'atrule' && /keyframes|font-face|property|charset/.test(node.name))
      )
        continue
      const passing = node.clone()
      keep(passing, (property) => isPassingHere(property))
      keep(node, (property) => !isPassingHere(property))
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
    return { code: code.replaceAll(/(?<![\w/-])react-flow/g, 'signalbox-flow'), map: null }
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
  const own = selector.startsWith(':where(.signalbox) :where(')
    ? `${selector}:not(${hostContent})`
    : selector
  return isImportant ? own : own.replace(/(::[\w-]+)?$/, ':not(#signalbox#signalbox#signalbox)$1')
}
