/** The fields of an object, each in its frame. */
import type { ReactNode } from 'react'
import type { Json } from '../../runtime/core/values.ts'
import { asRecord, withMember } from './entries.ts'
import type { ChangeValue, ControlProps, FormField } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'

export interface MemberFieldsProps {
  readonly members: readonly FormField[]
  readonly path: string
  readonly value: Json | undefined
  readonly onChange: ChangeValue
  /** Another control for some members; undefined for the usual one. */
  readonly renderMember?: (props: ControlProps) => ReactNode
}

export function MemberFields({ members, path, value, onChange, renderMember }: MemberFieldsProps) {
  const { Control } = useFormScope()
  const record = asRecord(value)
  return members
    .filter(({ isIdentity }) => !isIdentity)
    .map((member) => {
      const props: ControlProps = {
        field: member,
        path: `${path}/${member.name}`,
        value: record[member.name],
        onChange: (next, step) => onChange(withMember(record, member.name, next), step),
      }
      return (
        <div key={member.name} data-setting={props.path}>
          {renderMember?.(props) ?? <Control {...props} />}
        </div>
      )
    })
}
