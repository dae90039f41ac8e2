/**
 * Keeps the styles of a host page and those of the editor apart, in the builds for other people's pages.
 *
 * Every declaration becomes `!important` inside a cascade layer: among important declarations those in a layer beat those
 * outside, whatever their selectors, so that neither `button { … !important }` nor `* { … }` of a host reaches the editor. A
 * second, weaker layer takes back what hosts set and the editor never mentions. Three kinds of declarations stay outside, with
 * one more id of specificity, since important ones would win over what must win over them: animations, inline styles of
 * React Flow, and custom properties. What a host puts into the editor itself (`data-host-content`) is left alone.
 */

/** Animated somewhere, or meant to be overridden further in. */
const isPassing = (property) =>
  property.startsWith('--') ||
  /^(opacity|transform|rotate|translate|scale|stroke-dash(array|offset))$/.test(property)

/** What React Flow sets inline on elements that its style sheet also knows. */
const isInlineInFlow = (property) =>
  /^(top|right|bottom|left|width|height|z-index|visibility|pointer-events|position|cursor|fill|stroke(-width)?|background(-color)?)$/.test(
    property,
  )

const layers = '@layer signalbox-rules, signalbox-reset;'
const outsideHostContent = ':not(:where([data-host-content] *))'

const everywhere = [
  'font', 'letter-spacing', 'word-spacing', 'text-align', 'text-transform', 'text-decoration', 'text-indent',
  'text-shadow', 'white-space', 'word-break', 'overflow-wrap', 'hyphens', 'float', 'clear', 'box-shadow', 'filter',
  'border', 'border-radius', 'outline', 'vertical-align', 'list-style', 'columns', 'min-width', 'min-height',
  'transition', 'text-rendering', 'background', 'margin', 'padding', 'flex', 'order', 'align-self',
  'justify-self', 'grid-area', 'user-select', 'appearance', 'clip-path', 'overflow',
] // prettier-ignore
/** Set inline somewhere; React Flow's own rules for these stand outside the layers. */
const exceptInline = [
  'display', 'inset', 'width', 'height', 'max-width', 'max-height', 'z-index', 'visibility',
  'cursor', 'pointer-events',
] // prettier-ignore
const revert = (properties) => properties.map((property) => `${property}: revert !important;`).join(' ')

const inside = `.signalbox *${outsideHostContent}`
/** What is drawn in SVG has no ::before; to be told so for each path of each icon costs as much as the cards themselves. */
const withPseudo = `${inside}:not(svg, svg *)`
const ofSvg = [
  'margin', 'padding', 'border', 'background', 'font', 'letter-spacing', 'max-width', 'max-height', 'vertical-align',
  'box-shadow', 'transition', 'text-transform', 'word-spacing', 'text-align', 'white-space',
] // prettier-ignore
const ofPseudo = [
  'content', 'display', 'position', 'margin', 'padding', 'border', 'background', 'box-shadow', 'color', 'font',
  'letter-spacing', 'line-height', 'text-transform', 'box-sizing', 'transition',
] // prettier-ignore
/** An attribute says how large an icon is, and every rule of a host is stronger than an attribute. */
const iconSizesPx = [10, 12, 14, 16, 18, 20, 24, 28, 32]
const iconSize = (px) =>
  `${inside}:is(svg[width='${px}']) { width: ${px}px !important; height: ${px}px !important; }`

const reset = `${layers}
@layer signalbox-reset {
  ${inside}:not(svg, svg *) { ${revert(everywhere)} }
  ${inside}:not([style], svg, svg *, [class*='react-flow']) { ${revert(exceptInline)} }
  ${inside}:not([style*='color:']) { color: revert !important; }
  ${inside}:not([style*='position'], svg, svg *, [class*='react-flow']) { position: revert !important; }
  ${inside}:is(svg, svg *) { ${revert(ofSvg)} }
  ${inside}:is(svg:not([width], [style*='width'])) { width: revert !important; height: revert !important; }
  ${inside}:is(svg:not([style])) { display: revert !important; }
  ${inside}:is(svg:not([fill])) { fill: revert !important; }
  ${inside}.lucide { fill: none !important; stroke: currentColor !important; }
  ${iconSizesPx.map(iconSize).join('\n  ')}
  ${inside}.react-flow__handle { display: block !important; }
  ${['.signalbox', withPseudo].map((start) => `${start}::before, ${start}::after`).join(', ')} { ${revert(ofPseudo)} }
}`

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
          rule.selectors = rule.selectors.map((selector) => scope(selector, isFlow, isImportant))
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

/** React Flow's classes count inside an editor only: a host may have a React Flow of its own. */
function scope(selector, isFlow, isImportant) {
  const own = selector.startsWith(':where(.signalbox) :where(')
    ? `${selector}${outsideHostContent}`
    : selector
  const scoped = isFlow ? `:where(.signalbox) ${own}` : own
  return isImportant ? scoped : `:root:not(#signalbox) ${scoped}`
}
