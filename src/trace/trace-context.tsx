/** What the panels of a trace need to know of the pipeline that ran; the editor and the page of a run each give their own. */
import { createContext, useContext } from 'react'
import type { EdgeRecord, NodeRecord } from '../../runtime/core/document/document.ts'
import type { PortType } from '../../runtime/core/node/ports.ts'
import { splitSubRun, withoutItems } from '../../runtime/core/trace/node-path.ts'
import type { FailureData } from '../../runtime/core/errors/failure.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { Json } from '../../runtime/core/values.ts'
import { nameParams } from '../document/naming.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { titleOfNode } from '../messages/node-texts.ts'
import { resolveNode } from '../document/resolve-node.ts'
import { innerPath } from '../runs/sub-runs.ts'
import { useNodeTexts } from '../session/use-node-texts.ts'

export interface TraceSource {
  /**
   * The nodes of the pipeline as it ran, or as it stands, by their places: those inside others too. They, and the edges, may be
   * found only when they are read: read them where they are needed, not before.
   */
  readonly nodes: ReadonlyMap<string, NodeRecord>
  /** Of all levels, with paths for ids. */
  readonly edges: readonly EdgeRecord[]
  readonly registry: NodeRegistry
  /** A large value by its hash. */
  loadValue(hash: string): Promise<Json>
  /** Brings a node into view; null where there is no canvas. */
  readonly goToNode: ((node: string) => void) | null
  /** What one can do with a node of the run on show; null where nothing is run. */
  readonly tools: NodeTools | null
}

export interface NodeTools {
  /** The places of the nodes that they are for. */
  readonly nodes: ReadonlySet<string>
  /** Places of nodes whose outputs are held. */
  readonly pinned: ReadonlySet<string>
  /** False while something runs. */
  readonly canRetry: boolean
  /** Nodes are named by their paths in the run. */
  togglePin(node: string): void
  editOutputs(node: string, port: string): void
  /** Goes on from this run: the node and what it leads to run again. */
  retry(node: string): void
}

export const TraceContext = createContext<TraceSource | null>(null)

export function useTraceSource(): TraceSource {
  const source = useContext(TraceContext)
  if (source === null) throw new Error('This belongs inside a trace.')
  return source
}

/** Says what went wrong in a run, with the names of the canvas in place of ids, and in which node inside another it did. */
export function useRunFailureText(): (failure: FailureData) => string {
  const say = useMessages()
  const source = useTraceSource()
  const { titleOf, portTitleOf } = useNodeNames()
  const failureText = useFailureText()
  return ({ code, params, node: failed = '', path }) => {
    const place = [failed, ...innerPath(path)].join('/')
    const level = place.slice(0, place.lastIndexOf('/') + 1)
    const placeOf = (node: string) => (source.nodes.has(level + node) ? level + node : node)
    const naming = {
      nodeOf: (node: string) => titleOf(placeOf(node)),
      edgeOf: (edge: string) => edge,
      portOf: (side: 'inputs' | 'outputs', node: string, port: string) =>
        portTitleOf(placeOf(node), side, port),
    }
    const text = failureText({ code, params: nameParams(code, params, naming) })
    return level === '' ? text : say('canvas.failedInside', { title: titleOf(place), text })
  }
}

export function useNodeTools(node: string): NodeTools | null {
  const { tools } = useTraceSource()
  return tools?.nodes.has(withoutItems(node)) === true ? tools : null
}

export interface NodeNames {
  /** What it is called on the canvas, after the sub-pipelines that it is in; a node that is gone is called by its id. */
  titleOf(node: string): string
  /** Without those. */
  ownTitleOf(node: string): string
  portTitleOf(node: string, side: 'inputs' | 'outputs', port: string): string
  /** Undefined where the pipeline knows the port no more. */
  portTypeOf(node: string, side: 'inputs' | 'outputs', port: string): PortType | undefined
}

export function useNodeNames(): NodeNames {
  const source = useTraceSource()
  const { registry } = source
  const texts = useNodeTexts()
  const ownTitleOf = (path: string) => {
    const { node, item } = splitSubRun(path)
    const record = source.nodes.get(withoutItems(node))
    const title =
      record === undefined ? node.slice(node.lastIndexOf('/') + 1) : titleOfNode(record, registry, texts)
    return item === undefined ? title : `${title} #${item + 1}`
  }
  const resolve = (node: string) => {
    const record = source.nodes.get(withoutItems(node))
    return record === undefined ? undefined : resolveNode(record, registry)
  }
  return {
    titleOf: (node) =>
      node
        .split('/')
        .map((_part, index, parts) => ownTitleOf(parts.slice(0, index + 1).join('/')))
        .join(' › '),
    ownTitleOf,
    portTypeOf: (node, side, name) => resolve(node)?.[side][name]?.type,
    portTitleOf: (node, side, name) => {
      const resolved = resolve(node)
      const port = resolved?.[side][name]
      if (resolved?.definition === undefined || port === undefined) return name
      return texts.portTitleOf(resolved.definition, side, name, port)
    },
  }
}
