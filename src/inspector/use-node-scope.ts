/** What the form of one node can draw on: its faults, what lies up-stream, what the host has. */
import { useCallback, useMemo } from 'react'
import { referenceOf } from '../../runtime/core/document/find-inside.ts'
import type { Json } from '../../runtime/core/values.ts'
import type { PortEnd } from '../document/commands.ts'
import { connectPorts, renamePort } from '../document/commands.ts'
import { trailOf } from '../document/pipeline-trail.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import { resolveNode } from '../document/resolve-node.ts'
import { findIntentModel, listUpstream, portsInUse, wiredInputs } from '../document/upstream.ts'
import type { FormScope, OfferedName } from '../forms/form-scope.tsx'
import { readSettingErrors } from '../forms/setting-errors.ts'
import type { Say } from '../messages/catalogue.ts'
import { useFailureText, useMessages, useSchemaErrors } from '../messages/messages-context.tsx'
import type { NodeTextReader } from '../messages/node-texts.ts'
import type { Editor } from '../session/editor-context.tsx'
import { useDocument, useEditor } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'
import { useResources } from '../session/use-resources.ts'
import { offerVariables } from './offer-variables.ts'
import { usePastRequests } from './use-past-requests.ts'

export type NodeScope = Omit<FormScope, 'Control'>

export function useNodeScope(node: ResolvedNode): NodeScope {
  const editor = useEditor()
  const say = useMessages()
  const texts = useNodeTexts()
  const { record, definition } = node
  const isReadOnly = useDocument((state) => state.isReadOnly)
  const document = useDocument((state) => state.document)
  const failureText = useFailureText()
  const schemaErrors = useSchemaErrors()

  const model = useMemo(
    () => findIntentModel(document, editor.nodes, record.id),
    [document, editor.nodes, record.id],
  )
  const { items } = useResources(editor.resources, model === undefined ? null : 'intents')
  const intents = useMemo(() => items?.find(({ id }) => id === model)?.members ?? [], [items, model])
  const errors = useMemo(
    () => readSettingErrors(definition?.config, record.config, { say, failureText, schemaErrors }),
    [definition, record.config, say, failureText, schemaErrors],
  )
  const around = useMemo(
    () => ({
      ...offerNames(editor, node, say, texts),
      usedPorts: portsInUse(document, record.id),
      wiredInputs: wiredInputs(document, record.id),
    }),
    [editor, document, node, record.id, say, texts],
  )
  const rename = useCallback(
    (name: string, value: Json, from: string, to: string) =>
      editor.document.getState().apply(renamePort(record.id, { name, value }, from, to)),
    [editor, record.id],
  )
  const wireInput = useCallback(
    (port: string, from: PortEnd) =>
      editor.document.getState().apply(connectPorts(from, { node: record.id, port }, false)),
    [editor, record.id],
  )
  const place = useMemo(
    () => ({
      id: record.id,
      reference: referenceOf(record, editor.nodes),
      trail: trailOf(editor.whole, editor.levels),
      registry: editor.nodes,
      load: editor.stored.load,
      apply: editor.document.getState().apply,
    }),
    [editor, record],
  )
  return {
    isReadOnly,
    values: record.config,
    errors,
    drafts: editor.drafts,
    draftPrefix: `${record.id} `,
    resources: editor.resources,
    intents,
    ...around,
    renamePort: rename,
    wireInput,
    past: usePastRequests(node),
    place,
    announce: editor.session.getState().announce,
  }
}

/** What conditions and templates of a node can read. */
function offerNames(
  editor: Editor,
  { record, definition, inputs }: ResolvedNode,
  say: Say,
  texts: NodeTextReader,
): Pick<FormScope, 'names' | 'areNamesComplete' | 'variables'> {
  const { document } = editor.document.getState()
  const upstream = listUpstream(document, record.id).map((one) => resolveNode(one, editor.nodes))
  const request = upstream
    .filter((one) => one.definition?.type === 'input')
    .flatMap((one) => Object.keys(one.outputs))
    .map((name) => ({ name: `request.${name}`, detail: say('inspector.ofRequest') }))
  const outputs = upstream.flatMap((one) =>
    Object.keys(one.outputs).map((port) => ({
      name: `nodes.${one.record.id}.${port}`,
      detail: say('inspector.ofNode', { node: titleOf(one, texts) }),
    })),
  )
  const own = Object.keys(inputs).map((name) => ({ name, detail: say('inspector.ofInput') }))
  const isRouter = definition?.type === 'condition-router'
  const common: readonly OfferedName[] = [
    ...request,
    { name: 'request.user', detail: say('inspector.ofRequest') },
    { name: 'request.headers', detail: say('inspector.ofRequest') },
    ...outputs,
  ]
  const decided = [
    { name: 'input_intent', detail: say('inspector.nameIntent') },
    { name: 'confidence', detail: say('inspector.nameConfidence') },
    { name: 'margin', detail: say('inspector.nameMargin') },
    { name: 'out_of_scope', detail: say('inspector.nameOutOfScope') },
    { name: 'value', detail: say('inspector.ofInput') },
  ]
  return {
    names: isRouter ? [...decided, ...common] : [...own, ...common],
    areNamesComplete: isRouter,
    variables: offerVariables(document, record.id, upstream, (one) =>
      say('inspector.ofNode', { node: titleOf(one, texts) }),
    ),
  }
}

function titleOf({ record, definition }: ResolvedNode, texts: NodeTextReader): string {
  return record.name ?? (definition === undefined ? record.id : texts.titleOf(definition))
}
