/** Any value as JSON: for settings that no other control fits. */
import type { ControlProps } from './form-field.ts'
import { effectiveValue } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'
import { JsonTextField } from './json-text-field.tsx'

export function JsonControl(props: ControlProps) {
  const { field, path, value } = props
  const { errors } = useFormScope()
  return (
    <JsonTextField
      {...props}
      shown={effectiveValue(field, value)}
      description={field.description}
      faultOf={() => errors.at(path)}
      rows={2}
    />
  )
}
