/** One of the fields that a pipeline takes which the node runs; text while nobody knows them. */
import { useStore } from 'zustand'
import { failure } from '../../runtime/core/errors/failure.ts'
import { pipelineFields } from '../../runtime/core/document/pipeline-ports.ts'
import { documentOf } from '../document/inside-node.ts'
import { portTypeKeys } from '../drawing/port-texts.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { useEditor } from '../session/editor-context.tsx'
import { Select } from '../ui/select.tsx'
import type { ControlProps } from './form-field.ts'
import { effectiveValue } from './form-field.ts'
import type { NodePlace } from './form-scope.tsx'
import { useFormScope } from './form-scope.tsx'
import { TextControl } from './text-control.tsx'

export function PipelineFieldControl(props: ControlProps) {
  const { place } = useFormScope()
  return place === null ? <TextControl {...props} /> : <FieldChoice {...props} place={place} />
}

function FieldChoice({ place, ...props }: ControlProps & { readonly place: NodePlace }) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const { isReadOnly, errors } = useFormScope()
  const find = useStore(useEditor().stored.store, (state) => state.find)
  const inside = place.reference === undefined ? undefined : documentOf(place.reference, find)
  if (inside === undefined) return <TextControl {...props} />
  const { field, path, value, onChange } = props
  const set = effectiveValue(field, value)
  const fields = pipelineFields(inside)
  const names = fields.map(({ name }) => name)
  const isKnown = names.some((name) => name === set)
  const unknown = { pipeline: inside.name, name: String(set), names: names.join(', ') || '–' }
  return (
    <Select
      label={field.title}
      description={field.description}
      error={
        errors.at(path) ?? (isKnown ? undefined : sayFailure(failure('SUB_PIPELINE_END_UNKNOWN', unknown)))
      }
      items={fields.map(({ name, type }) => ({
        id: name,
        label: name,
        description: say(portTypeKeys[type]),
      }))}
      value={isKnown ? String(set) : null}
      placeholder={String(set)}
      isDisabled={isReadOnly}
      onChange={(name) => onChange(name)}
    />
  )
}
