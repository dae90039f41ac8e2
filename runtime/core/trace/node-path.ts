/**
 * Where a node of a run stands: its id, after those of the nodes whose pipelines it is in, as in `outer/inner`. Where such a node
 * runs once for each item of a list, the item's place stands with it, from 0: `each#3/inner`. Ids hold neither sign.
 */

/** What one run of the pipeline inside a node is known by: the node's own path, with the item where there is one. */
export const subRunPath = (node: string, item: number | undefined): string =>
  item === undefined ? node : `${node}#${item}`

/** Where the node stands in the document, whatever item it ran for. */
export const withoutItems = (path: string): string =>
  path.includes('#') ? path.replaceAll(/#\d+/g, '') : path

/** Whether the node is in a pipeline inside another node. */
export const isInside = (path: string): boolean => path.includes('/')

/** Whether a path is that of the node `outer`, or leads to something inside it. */
export const isWithin = (path: string, outer: string): boolean =>
  path === outer || path.startsWith(`${outer}/`) || path.startsWith(`${outer}#`)

/** The node of the whole pipeline that a path leads through, or is. */
export const outermostNode = (path: string): string => path.split(/[#/]/, 1)[0] ?? path

/** The sub-run that a node belongs to; null for nodes of the whole pipeline. */
export function subRunOf(path: string): string | null {
  const end = path.lastIndexOf('/')
  return end === -1 ? null : path.slice(0, end)
}

/** A sub-run's node, and the item that it was for. */
export function splitSubRun(path: string): { readonly node: string; readonly item: number | undefined } {
  const [, node = path, item] = /^(.*?)(?:#(\d+))?$/.exec(path) ?? []
  return { node, item: item === undefined ? undefined : Number(item) }
}
