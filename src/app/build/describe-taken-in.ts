/** What a merge brought from elsewhere, in a few words: nothing else says that the canvas is not as it was left. */
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import { diffDocuments } from '../../document/diff-documents.ts'
import { titleOfNode } from '../../messages/node-texts.ts'
import type { FactContext } from './conflict/record-facts.ts'

/** Of the nodes that are named. */
const mostNames = 5

export function describeTakenIn(
  mine: PipelineDocument,
  merged: PipelineDocument,
  { registry, texts, say }: FactContext,
): string {
  const { nodes, wires, notes, groups, facts } = diffDocuments(mine, merged)
  const what = [
    ...nodes.slice(0, mostNames).map(({ node }) => titleOfNode(node, registry, texts)),
    ...(nodes.length > mostNames ? ['…'] : []),
    ...(wires.length > 0 ? [say('changes.wires')] : []),
    ...(notes.length > 0 ? [say('changes.notes')] : []),
    ...(groups.length > 0 ? [say('changes.groups')] : []),
    ...(facts.length > 0 ? [say('changes.pipeline')] : []),
  ]
  return say('document.takenIn', { what: what.join(', ') || say('document.takenInPlaces') })
}
