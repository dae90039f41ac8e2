/** Picks a node and one of its settings, and gives it another value, with the control that the inspector has for it. */
import { useMemo, useState } from 'react'
import type { NodeRecord, PipelineDocument } from '../../../runtime/core/document/document.ts'
import type { Override, Variant } from '../../../runtime/core/wire/experiments.ts'
import type { Json } from '../../../runtime/core/values.ts'
import { findIntentModel } from '../../document/upstream.ts'
import type { FormField } from '../../forms/form-field.ts'
import { isSameJson } from '../../forms/form-field.ts'
import { readNodeFields } from '../../forms/read-fields.ts'
import { readSettingErrors } from '../../forms/setting-errors.ts'
import type { SettingsFormProps } from '../../forms/settings-form.tsx'
import { SettingsForm } from '../../forms/settings-form.tsx'
import { useFailureText, useMessages, useSchemaErrors } from '../../messages/messages-context.tsx'
import { createDraftStore } from '../../session/draft-store.ts'
import { useServer } from '../../session/server-context.tsx'
import { createServerResources } from '../../session/server-resources.ts'
import { useNodeTexts } from '../../session/use-node-texts.ts'
import { useResources } from '../../session/use-resources.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Select } from '../../ui/select.tsx'
import { registry } from './use-override-texts.ts'
import { usePipelineDocument } from './use-setup-data.ts'

export interface OverrideDialogProps {
  readonly variant: Variant
  readonly onClose: () => void
  readonly onSet: (override: Override) => void
}

export function OverrideDialog({ variant, onClose, onSet }: OverrideDialogProps) {
  const say = useMessages()
  const document = usePipelineDocument(variant.pipeline, variant.revision)
  const choices = useNodeChoices(document.data)
  const [nodeId, setNodeId] = useState<string | null>(null)
  const [name, setName] = useState<string | null>(null)
  const [value, setValue] = useState<Json | undefined>(undefined)
  const node = choices.find(({ record }) => record.id === nodeId)
  const field = node?.fields.find((one) => one.name === name)
  const standing = node === undefined || name === null ? undefined : node.record.config[name]
  const isChanged = value !== undefined && !isSameJson(value, standing ?? field?.default)
  const scope = useOverrideScope(document.data, node?.record, name, value)
  return (
    <Dialog
      title={say('compare.changeSetting')}
      isOpen
      onClose={onClose}
      width={560}
      actions={
        <>
          <Button onPress={onClose}>{say('ui.cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={!isChanged || name === null || scope.errors.isWithin(name)}
            onPress={() => {
              if (nodeId !== null && name !== null && value !== undefined) {
                onSet({ node: nodeId, path: `config.${name}`, value })
              }
              onClose()
            }}
          >
            {say('compare.setSetting')}
          </Button>
        </>
      }
    >
      <Select
        label={say('compare.node')}
        items={choices.map(({ record, title }) => ({ id: record.id, label: title }))}
        value={nodeId}
        placeholder={say('compare.chooseNode')}
        onChange={(id) => {
          setNodeId(id)
          setName(null)
          setValue(undefined)
        }}
      />
      <Select
        label={say('compare.setting')}
        items={(node?.fields ?? []).map((one) => ({ id: one.name, label: one.title }))}
        value={name}
        placeholder={say('compare.chooseSetting')}
        isDisabled={node === undefined}
        onChange={(next) => {
          setName(next)
          setValue(node?.record.config[next])
        }}
      />
      {field === undefined ? null : (
        <SettingsForm
          fields={[field]}
          scope={scope}
          onChange={(_, next) => setValue(next ?? field.default)}
        />
      )}
    </Dialog>
  )
}

interface NodeChoice {
  readonly record: NodeRecord
  readonly title: string
  readonly fields: readonly FormField[]
}

/** The nodes that have settings to change. */
function useNodeChoices(document: PipelineDocument | undefined): readonly NodeChoice[] {
  const texts = useNodeTexts()
  return useMemo(
    () =>
      (document?.nodes ?? []).flatMap((record) => {
        const definition = registry.get(record.type)
        if (definition === undefined) return []
        const fields = readNodeFields(definition, (path) => texts.fieldOf(definition, path))
        const title = record.name ?? texts.titleOf(definition)
        return fields.length === 0 ? [] : [{ record, title, fields }]
      }),
    [document, texts],
  )
}

const nothing: ReadonlySet<string> = new Set()

function useOverrideScope(
  document: PipelineDocument | undefined,
  record: NodeRecord | undefined,
  name: string | null,
  value: Json | undefined,
): SettingsFormProps['scope'] {
  const say = useMessages()
  const failureText = useFailureText()
  const schemaErrors = useSchemaErrors()
  const server = useServer()
  const [drafts] = useState(createDraftStore)
  const resources = useMemo(() => createServerResources(server, say), [server, say])
  const model =
    document === undefined || record === undefined
      ? undefined
      : findIntentModel(document, registry, record.id)
  const { items } = useResources(resources, model === undefined ? null : 'intents')
  const values: Record<string, Json> = { ...record?.config }
  if (name !== null && value !== undefined) values[name] = value
  return {
    isReadOnly: false,
    values,
    errors: readSettingErrors(registry.get(record?.type ?? '')?.config, values, {
      say,
      failureText,
      schemaErrors,
    }),
    drafts,
    draftPrefix: `${record?.id ?? ''} `,
    resources,
    names: [],
    areNamesComplete: false,
    variables: null,
    wiredInputs: nothing,
    intents: items?.find(({ id }) => id === model)?.members ?? [],
    usedPorts: nothing,
    renamePort: null,
    wireInput: null,
    past: null,
    place: null,
    announce: () => undefined,
  }
}
