/** Says what is wrong with a document, what a schema finds wrong with a setting included, and names things as the canvas does. */
import { useMemo } from 'react'
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { FindStored } from '../../runtime/core/document/find-inside.ts'
import type { DocumentIssue } from '../../runtime/core/document/issue.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import { documentInside, nothingStored } from '../document/inside-node.ts'
import { createNaming, nameParams } from '../document/naming.ts'
import { useFailureText, useMessages, useSchemaErrors } from '../messages/messages-context.tsx'
import type { NodeTextReader } from '../messages/node-texts.ts'
import { titleOfNode } from '../messages/node-texts.ts'
import { useEditor } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'
import type { ErrorWords } from './setting-errors.ts'
import { readSettingErrors } from './setting-errors.ts'

/** The issue in the reader's language, the reason as the form puts it. */
export function useIssueText(): (issue: DocumentIssue) => string {
  const { document: documents, nodes, stored } = useEditor()
  const say = useMessages()
  const texts = useNodeTexts()
  const failureText = useFailureText()
  const schemaErrors = useSchemaErrors()
  return useMemo(() => {
    const words = { say, failureText, schemaErrors }
    return (issue) =>
      describeDocumentIssue(
        issue,
        documents.getState().document,
        nodes,
        words,
        texts,
        stored.store.getState().find,
      )
  }, [documents, nodes, stored, say, texts, failureText, schemaErrors])
}

export function describeDocumentIssue(
  issue: DocumentIssue,
  document: PipelineDocument,
  registry: NodeRegistry,
  words: ErrorWords,
  texts: NodeTextReader,
  findStored = nothingStored,
): string {
  const place = findPlace(issue.path, document, registry, findStored)
  const reason = issue.code === 'CONFIG_INVALID' ? reasonOf(place, registry, words) : undefined
  // The sentence of the catalogue that the reason stands in has a full stop of its own.
  const params = reason === undefined ? {} : { reason: reason.replace(/[.。]$/, '') }
  const named = nameParams(issue.code, issue.params, createNaming(place.document, registry, texts))
  const text = words.failureText({ code: issue.code, params: { ...named, ...params } })
  // What names no node by itself says which one inside it is.
  if (place.outer.length === 0 || 'node' in issue.params || place.node === undefined) return text
  const title = [...place.outer, place.node].map((record) => titleOfNode(record, registry, texts)).join(' › ')
  return words.say('canvas.failedInside', { title, text })
}

/** Where a pointer leads: the innermost pipeline on the way, and what is left of it there. */
interface Place {
  /** The nodes that lead there, from the outside in. */
  readonly outer: readonly NodeRecord[]
  readonly document: PipelineDocument
  readonly node: NodeRecord | undefined
  /** Within the settings of the node; undefined outside of them. */
  readonly setting: string | undefined
}

function findPlace(
  pointer: string,
  document: PipelineDocument,
  registry: NodeRegistry,
  findStored: FindStored,
): Place {
  const [, index, rest] = /^\/nodes\/(\d+)(?:\/config(?:\/(.*))?)?$/.exec(pointer) ?? []
  const node = index === undefined ? undefined : document.nodes[Number(index)]
  const inside = /^pipeline\/(?:inline|revision)(\/.*)$/.exec(rest ?? '')?.[1]
  const level = node === undefined ? undefined : documentInside(node, registry, findStored)
  if (node === undefined || inside === undefined || level === undefined)
    return { outer: [], document, node, setting: rest }
  const place = findPlace(inside, level, registry, findStored)
  return { ...place, outer: [node, ...place.outer] }
}

function reasonOf({ node, setting }: Place, registry: NodeRegistry, words: ErrorWords): string | undefined {
  if (node === undefined || setting === undefined) return undefined
  const path = setting.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  return readSettingErrors(registry.get(node.type)?.config, node.config, words).at(path.join('/'))
}
