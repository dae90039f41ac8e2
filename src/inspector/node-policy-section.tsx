/** How the engine treats a node: timeout, attempts, what an error does, cache. Folded until it is asked for. */
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useMemo } from 'react'
import { Button } from 'react-aria-components'
import type { NodePolicy } from '../../runtime/core/document/document.ts'
import type { PortRecord } from '../../runtime/core/node/ports.ts'
import type { Json } from '../../runtime/core/values.ts'
import { setPolicy } from '../document/commands.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import { withMember } from '../forms/entries.ts'
import type { FormField } from '../forms/form-field.ts'
import { SettingsForm } from '../forms/settings-form.tsx'
import type { Say } from '../messages/catalogue.ts'
import type { Locale } from '../messages/locale.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { useDocument, useEditor } from '../session/editor-context.tsx'
import { formatDuration } from '../ui/format-number.ts'
import { Icon } from '../ui/icon.tsx'
import { useRememberedFlag } from '../ui/remembered.ts'
import styles from './inspector.module.css'
import { optionsOfError, readPolicyFields } from './policy-fields.ts'
import { policyFormSchema, readPolicy, transientCodes, writePolicy } from './policy-form.ts'
import { useDraftValues } from './use-draft-values.ts'
import { usePlainScope } from './use-plain-scope.ts'

export function NodePolicySection({ node }: { node: ResolvedNode }) {
  const say = useMessages()
  const locale = useLocale()
  const [isOpen, setIsOpen] = useRememberedFlag('inspector.policy', false)
  const { policy } = node.record
  const isChanged = policy !== undefined && Object.keys(policy).length > 0
  return (
    <section aria-label={say('inspector.policy')}>
      <Button
        className={styles['disclosure'] ?? ''}
        aria-expanded={isOpen}
        onPress={() => setIsOpen(!isOpen)}
      >
        <Icon icon={isOpen ? ChevronDown : ChevronRight} size={14} />
        {say('inspector.policy')}
        <span className={styles['disclosureSummary']}>{summarise(policy, say, locale)}</span>
        {isChanged ? <span className={styles['dot']} role="img" aria-label={say('forms.changed')} /> : null}
      </Button>
      {isOpen ? <PolicyForm node={node} /> : null}
    </section>
  )
}

/** `5,000 ms · 3 attempts` */
function summarise(policy: NodePolicy | undefined, say: Say, locale: Locale): string {
  const { timeoutMs, retry, onError, cache } = policy ?? {}
  return [
    timeoutMs === undefined ? '' : formatDuration(timeoutMs, locale),
    retry === undefined ? '' : say('inspector.attemptsShort', { n: retry.attempts }),
    onError === undefined || onError === 'fail' ? '' : optionsOfError(say)[onError],
    cache === undefined || cache === 'off' ? '' : say('inspector.cached'),
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

function PolicyForm({ node }: { node: ResolvedNode }) {
  const say = useMessages()
  const { document: documents } = useEditor()
  const isReadOnly = useDocument((state) => state.isReadOnly)
  const { record, outputs } = node
  const saved = useMemo(() => readPolicy(record.policy), [record.policy])
  const draft = useDraftValues(`${record.id} (policy)`, saved)
  const scope = usePlainScope(policyFormSchema, draft.values, `${record.id} policy/`, isReadOnly)
  const fields = useMemo(() => readPolicyFields(say).map((field) => adapt(field, outputs)), [say, outputs])
  const hidden = new Set([
    ...(typeof draft.values['attempts'] === 'number' && draft.values['attempts'] > 1 ? [] : ['on']),
    ...(draft.values['onError'] === 'value' ? [] : ['value']),
  ])
  const change = (name: string, value: Json | undefined, step?: string) => {
    const next = withMember(draft.values, name, value)
    const policy = writePolicy(next)
    if (policy === undefined) return draft.keep(next)
    draft.forget()
    documents.getState().apply(setPolicy(record.id, policy, step ?? null))
  }
  return (
    <div className={styles['section']}>
      <SettingsForm fields={fields.filter(({ name }) => !hidden.has(name))} scope={scope} onChange={change} />
    </div>
  )
}

/** Error codes are offered; the value that stands in has a field for each output. */
function adapt(field: FormField, outputs: PortRecord): FormField {
  if (field.name === 'on') {
    const options = transientCodes.map((code) => ({ id: code, value: code, label: code }))
    return { ...field, ...(field.item === undefined ? {} : { item: { ...field.item, options } }) }
  }
  if (field.name !== 'value') return field
  const members = Object.entries(outputs)
    .filter(([name]) => name !== 'error')
    .map(([name, { title, type }]): FormField => ({
      name,
      textPath: name,
      title,
      control:
        type === 'text' ? 'multiline' : type === 'number' || type === 'boolean' ? typeControls[type] : 'json',
      isRequired: false,
      isNullable: false,
      isInteger: false,
      isIdentity: false,
    }))
  return { ...field, control: 'object', members, isRequired: true }
}

const typeControls = { number: 'number', boolean: 'switch' } as const
