/** The rules of a router, in order; the default branch stands last and stays. A rule's id is its port: it never changes. */
import { List, Text } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Json } from '../../runtime/core/values.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { Button } from '../ui/button.tsx'
import { ChoicesControl } from './choices-control.tsx'
import { asList, asRecord } from './entries.ts'
import { EntryList } from './entry-list.tsx'
import type { ControlProps } from './form-field.ts'
import { effectiveValue } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'
import { MemberFields } from './member-fields.tsx'
import { entryKey, makeEntry } from './object-controls.tsx'
import { RuleOutcome, RuleShare } from './rule-outcome.tsx'
import type { RuleOutcomes } from './rule-outcomes.ts'
import { RulesTextField } from './rules-text-field.tsx'
import { useRuleOutcomes } from './use-rule-outcomes.ts'

export function RulesControl(props: ControlProps) {
  const say = useMessages()
  const [isText, setIsText] = useState(false)
  const toggle = (
    <Button isSmall variant="quiet" icon={isText ? List : Text} onPress={() => setIsText(!isText)}>
      {say(isText ? 'forms.asList' : 'forms.asText')}
    </Button>
  )
  const { past } = useFormScope()
  const rules = asList(effectiveValue(props.field, props.value))
  const outcomes = useRuleOutcomes(rules, past)
  if (!isText) return <RuleList {...props} tools={toggle} outcomes={outcomes} />
  return (
    <div className={styles['stack']}>
      <RulesTextField {...props} />
      {outcomes === null ? null : (
        <ul className={styles['help']}>
          {rules.map((rule, index) => (
            <li key={entryKey(rule, index)} className={styles['ruleLine']}>
              <span>{labelOf(rule) ?? say('forms.rule', { n: index + 1 })}</span>
              <RuleShare outcomes={outcomes} rule={entryKey(rule, index)} />
            </li>
          ))}
          <li className={styles['ruleLine']}>
            <span>{say('forms.defaultBranch')}</span>
            <RuleShare outcomes={outcomes} rule="default" />
          </li>
        </ul>
      )}
      <div>{toggle}</div>
    </div>
  )
}

interface RuleListProps extends ControlProps {
  readonly tools: ReactNode
  readonly outcomes: RuleOutcomes | null
}

function RuleList({ field, path, value, onChange, tools, outcomes }: RuleListProps) {
  const say = useMessages()
  const { intents, usedPorts } = useFormScope()
  const { item } = field
  const rules = asList(effectiveValue(field, value))
  if (item === undefined) return null
  const offered = intents.map((id) => ({ id, label: id }))
  return (
    <EntryList
      field={field}
      path={path}
      entries={rules}
      onChange={onChange}
      keyOf={entryKey}
      titleOf={(rule, index) => `${index + 1}. ${labelOf(rule) ?? say('forms.rule', { n: index + 1 })}`}
      summaryOf={(rule) => summaryOf(rule) ?? say('forms.ruleTakesAll')}
      makeEntry={() => {
        const rule = makeEntry(item, rules, usedPorts, 'rule')
        return { ...asRecord(rule), label: say('forms.rule', { n: rules.length + 1 }) }
      }}
      addLabel={say('forms.addRule')}
      tools={tools}
      footer={
        <div className={styles['entryFixed']}>
          <div>{say('forms.defaultBranch')}</div>
          <div className={styles['help']}>{say('forms.defaultBranchHelp')}</div>
          <RuleOutcome outcomes={outcomes} rule="default" />
        </div>
      }
      asideOf={(rule, index) => <RuleShare outcomes={outcomes} rule={entryKey(rule, index)} />}
      renderEntry={(rule, index, change) => (
        <>
          <MemberFields
            members={item.members ?? []}
            path={`${path}/${index}`}
            value={rule}
            onChange={change}
            renderMember={(props) =>
              props.field.name === 'input_intent' ? (
                <ChoicesControl {...props} offered={offered} />
              ) : undefined
            }
          />
          <RuleOutcome outcomes={outcomes} rule={entryKey(rule, index)} />
        </>
      )}
    />
  )
}

function labelOf(rule: Json): string | undefined {
  const { label } = asRecord(rule)
  return typeof label === 'string' && label !== '' ? label : undefined
}

/** `refund, delay · ≥ 0.8 · request.user == "vip"`; undefined for a rule that always holds. */
export function summaryOf(rule: Json): string | undefined {
  const { input_intent: intents, confidence_threshold: threshold, when } = asRecord(rule)
  const parts = [
    asList(intents).join(', '),
    typeof threshold === 'number' ? `≥ ${threshold}` : '',
    typeof when === 'string' ? when.trim() : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? undefined : parts.join(' · ')
}
