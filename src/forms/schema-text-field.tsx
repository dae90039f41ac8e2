/** A JSON Schema as text. */
import { jsonShapeSchema } from '../../runtime/core/node/json-shape.ts'
import { useFailureText, useMessages, useSchemaErrors } from '../messages/messages-context.tsx'
import type { ControlProps } from './form-field.ts'
import { JsonTextField } from './json-text-field.tsx'
import { describeIssue } from './setting-errors.ts'

export function SchemaTextField(props: ControlProps) {
  const say = useMessages()
  const failureText = useFailureText()
  const schemaErrors = useSchemaErrors()
  const { path, value } = props
  const faultOf = (): string | undefined => {
    if (value === undefined) return undefined
    const { error } = jsonShapeSchema.safeParse(
      value,
      schemaErrors === undefined ? {} : { error: schemaErrors },
    )
    const [issue] = error?.issues ?? []
    if (issue === undefined) return undefined
    const reason = describeIssue(issue, false, { say, failureText, schemaErrors })
    const place = issue.path.map(String).join('.')
    return place === '' ? reason : say('forms.faultAt', { place, reason })
  }
  return (
    <JsonTextField
      {...props}
      draftPath={`${path} (text)`}
      shown={value}
      description={say('forms.shapeHelpText')}
      faultOf={faultOf}
      rows={6}
    />
  )
}
