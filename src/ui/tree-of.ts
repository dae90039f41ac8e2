/** A page, or a shadow root in it: of what is inside, the page itself knows the host only. */

/** The tree that an element stands in. */
export function treeOf(element: Node): Document | ShadowRoot {
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? root : globalThis.document
}

/** What has the focus, as it is seen from where an element stands. */
export function focusedBeside(element: Node): Element | null {
  return treeOf(element).activeElement ?? globalThis.document.activeElement
}

/** `contains` through shadow roots. */
export function isAround(outer: Node, inner: Node): boolean {
  if (outer.contains(inner)) return true
  const tree = inner.getRootNode()
  return tree instanceof ShadowRoot && isAround(outer, tree.host)
}
