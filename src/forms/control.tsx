/** The control of each kind of field. */
import type { ComponentType } from 'react'
import { Suspense } from 'react'
import { lazyComponent } from '../ui/lazy-component.ts'
import { SelectControl, SwitchControl } from './choice-controls.tsx'
import { ChoicesControl } from './choices-control.tsx'
import { CredentialControl } from './credential-control.tsx'
import { ExpressionControl } from './expression-control.tsx'
import { FieldsControl } from './fields-control.tsx'
import type { ControlKind, ControlProps } from './form-field.ts'
import { JsonControl } from './json-control.tsx'
import { NumberControl, SliderControl } from './number-control.tsx'
import { ListControl, ObjectControl, RecordControl } from './object-controls.tsx'
import { ResourceControl } from './resource-control.tsx'
import { RoutesControl } from './routes-control.tsx'
import { RulesControl } from './rules-control.tsx'
import { SchemaControl } from './schema-control.tsx'
import { TemplateControl } from './template-control.tsx'
import { TextControl } from './text-control.tsx'

const PipelineControl = lazyComponent(async () => (await import('./pipeline-control.tsx')).PipelineControl)

const PipelineFieldControl = lazyComponent(
  async () => (await import('./pipeline-field-control.tsx')).PipelineFieldControl,
)

const controls: Readonly<Record<ControlKind, ComponentType<ControlProps>>> = {
  text: TextControl,
  multiline: TextControl,
  number: NumberControl,
  slider: SliderControl,
  switch: SwitchControl,
  select: SelectControl,
  resource: ResourceControl,
  credential: CredentialControl,
  expression: ExpressionControl,
  template: TemplateControl,
  choices: ChoicesControl,
  object: ObjectControl,
  list: ListControl,
  record: RecordControl,
  json: JsonControl,
  rules: RulesControl,
  routes: RoutesControl,
  fields: FieldsControl,
  schema: SchemaControl,
  pipeline: (props) => (
    <Suspense fallback={null}>
      <PipelineControl {...props} />
    </Suspense>
  ),
  'pipeline-field': (props) => (
    <Suspense fallback={null}>
      <PipelineFieldControl {...props} />
    </Suspense>
  ),
}

export function Control(props: ControlProps) {
  const Chosen = controls[props.field.control]
  return <Chosen {...props} />
}
