/** Where a variant's requests go: by intent as the pipeline says, to the base model, to one adapter, or to each one's best. */
import type { Bank } from '../../../runtime/core/wire/banks.ts'
import type { Variant } from '../../../runtime/core/wire/experiments.ts'
import { useMessages } from '../../messages/messages-context.tsx'
import { Select } from '../../ui/select.tsx'
import styles from './setup.module.css'

export interface RouteSelectProps {
  readonly bank: Bank
  readonly variant: Variant
  /** With several banks in one pipeline each says its name. */
  readonly isNamed: boolean
  readonly onChange: (part: Partial<Variant>) => void
}

export function RouteSelect({ bank, variant, isNamed, onChange }: RouteSelectProps) {
  const say = useMessages()
  const forced = variant.force[bank.id]
  const value =
    variant.oracle === bank.id
      ? 'oracle'
      : forced === undefined
        ? 'routed'
        : forced === null
          ? 'base'
          : `alias:${forced}`
  const choose = (choice: string) => {
    const { [bank.id]: _, ...others } = variant.force
    const oracle = variant.oracle === bank.id ? undefined : variant.oracle
    if (choice === 'oracle') onChange({ force: others, oracle: bank.id })
    else if (choice === 'routed') onChange({ force: others, oracle })
    else {
      const target = choice === 'base' ? null : choice.slice('alias:'.length)
      onChange({ force: { ...others, [bank.id]: target }, oracle })
    }
  }
  return (
    <Select
      label={isNamed ? say('compare.adaptersOf', { bank: bank.name }) : say('compare.adapters')}
      items={[
        { id: 'routed', label: say('compare.routeRouted'), description: say('compare.routeRoutedHelp') },
        { id: 'base', label: say('compare.routeBase'), description: say('compare.routeBaseHelp') },
        ...bank.aliases.map(({ alias, adapter }) => ({
          id: `alias:${alias}`,
          label: say('compare.routeAlias', { alias }),
          description: adapter,
        })),
        { id: 'oracle', label: say('compare.routeOracle'), description: say('compare.routeOracleHelp') },
      ]}
      value={value}
      onChange={choose}
      className={styles['route']}
    />
  )
}
