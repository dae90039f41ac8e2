/** Says what is wrong with a document, what a schema finds wrong with a setting included. */
import { useMemo } from 'react'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { DocumentIssue } from '../../runtime/core/document/issue.ts'
import type { NodeDefinition } from '../../runtime/core/node/define-node.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import { useFailureText, useMessages, useSchemaErrors } from '../messages/messages-context.tsx'
import { useEditor } from '../session/editor-context.tsx'
import type { ErrorWords } from './setting-errors.ts'
import { readSettingErrors } from './setting-errors.ts'

/** The issue in the reader's language, the reason as the form puts it. */
export function useIssueText(): (issue: DocumentIssue) => string {
  const { document: documents, nodes } = useEditor()
  const say = useMessages()
  const failureText = useFailureText()
  const schemaErrors = useSchemaErrors()
  return useMemo(() => {
    const words = { say, failureText, schemaErrors }
    return (issue) => describeDocumentIssue(issue, documents.getState().document, nodes, words)
  }, [documents, nodes, say, failureText, schemaErrors])
}

export function describeDocumentIssue(
  issue: DocumentIssue,
  document: PipelineDocument,
  registry: NodeRegistry,
  words: ErrorWords,
): string {
  const reason = issue.code === 'CONFIG_INVALID' ? reasonOf(issue.path, document, registry, words) : undefined
  // The sentence of the catalogue that the reason stands in has a full stop of its own.
  const params = reason === undefined ? {} : { reason: reason.replace(/[.。]$/, '') }
  return words.failureText({ code: issue.code, params: { ...issue.params, ...params } })
}

function reasonOf(
  pointer: string,
  document: PipelineDocument,
  registry: NodeRegistry,
  words: ErrorWords,
): string | undefined {
  const [, index, rest = ''] = /^\/nodes\/(\d+)\/config(?:\/(.*))?$/.exec(pointer) ?? []
  const node = document.nodes[Number(index)]
  if (node === undefined) return undefined
  const definition = registry.get(node.type)
  const inside = /^pipeline\/inline(\/nodes\/.*)$/.exec(rest)?.[1]
  if (inside === undefined) {
    const path = rest.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    return readSettingErrors(definition?.config, node.config, words).at(path.join('/'))
  }
  const inline = definition === undefined ? undefined : inlinePipelineOf(definition, node.config)
  return inline === undefined ? undefined : reasonOf(inside, inline, registry, words)
}

function inlinePipelineOf(definition: NodeDefinition, values: unknown): PipelineDocument | undefined {
  const { success, data } = definition.config.safeParse(values)
  const [reference] = (success ? definition.subPipelines?.(data) : undefined) ?? []
  return reference !== undefined && 'inline' in reference ? reference.inline : undefined
}
