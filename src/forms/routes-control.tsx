/** Which alias serves which intent, and from which confidence on. What the bank says itself stands below, for comparison. */
import type { Json } from '../../runtime/core/values.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useResources } from '../session/use-resources.ts'
import { ComboBox } from '../ui/combo-box.tsx'
import { asList, asRecord } from './entries.ts'
import { EntryList } from './entry-list.tsx'
import type { ControlProps } from './form-field.ts'
import { effectiveValue } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'
import { MemberFields } from './member-fields.tsx'
import { entryKey, makeEntry } from './object-controls.tsx'

export function RoutesControl({ field, path, value, onChange }: ControlProps) {
  const say = useMessages()
  const { usedPorts, intents } = useFormScope()
  const bank = useBank()
  const { item } = field
  const routes = asList(effectiveValue(field, value))
  if (item === undefined) return null
  const own = new Set(routes.map((route) => asRecord(route)['intent']))
  const ofBank = bank?.routes ?? []
  const offered: Readonly<Record<string, readonly string[]>> = {
    intent: [...new Set([...intents, ...ofBank.map(({ intent }) => intent)])],
    alias: bank?.members ?? [],
  }
  return (
    <EntryList
      field={field}
      path={path}
      entries={routes}
      onChange={onChange}
      keyOf={entryKey}
      titleOf={(route) => titleOf(route)}
      summaryOf={(route) => thresholdOf(route)}
      makeEntry={() => makeEntry(item, routes, usedPorts, 'route')}
      addLabel={say('forms.addRoute')}
      footer={
        ofBank.length === 0 ? null : (
          <div className={styles['entryFixed']}>
            <div>{say('forms.bankRoutes')}</div>
            <ul className={styles['help']}>
              {ofBank.map(({ intent, alias }) => (
                <li key={intent}>
                  {own.has(intent) ? <s>{`${intent} → ${alias}`}</s> : `${intent} → ${alias}`}
                </li>
              ))}
            </ul>
          </div>
        )
      }
      renderEntry={(route, index, change) => (
        <MemberFields
          members={item.members ?? []}
          path={`${path}/${index}`}
          value={route}
          onChange={change}
          renderMember={(props) => {
            const names = offered[props.field.name]
            return names === undefined ? undefined : <NamePicker {...props} names={names} />
          }}
        />
      )}
    />
  )
}

/** The bank that the same settings name. */
function useBank() {
  const { resources, values } = useFormScope()
  const { items } = useResources(resources, 'bank')
  return items?.find(({ id }) => id === values['bank'])
}

function NamePicker({
  field,
  path,
  value,
  onChange,
  names,
}: ControlProps & { readonly names: readonly string[] }) {
  const { errors, isReadOnly } = useFormScope()
  return (
    <ComboBox
      label={field.title}
      description={field.description}
      error={errors.at(path)}
      items={names.map((id) => ({ id, label: id }))}
      value={typeof value === 'string' ? value : ''}
      onChange={(next) => onChange(next)}
      allowsCustomValue
      isDisabled={isReadOnly}
    />
  )
}

function titleOf(route: Json): string {
  const { intent, alias } = asRecord(route)
  const part = (text: Json | undefined) => (typeof text === 'string' && text !== '' ? text : '…')
  return `${part(intent)} → ${part(alias)}`
}

function thresholdOf(route: Json): string | undefined {
  const { threshold } = asRecord(route)
  return typeof threshold === 'number' ? `≥ ${threshold}` : undefined
}
