/** What a trained adapter gained over the base model on held-back questions, and the step that puts it to use. */
import { useState } from 'react'
import type { AdapterSummary, Bank } from '../../runtime/core/wire/banks.ts'
import { wilsonInterval } from '../../runtime/evaluation/stats/wilson.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { Button } from '../ui/button.tsx'
import { fewestForStatistic, formatCount, formatPoints, formatPointsInterval } from '../ui/format-number.ts'
import { Card } from '../ui/page.tsx'
import { Select } from '../ui/select.tsx'
import { Table } from '../ui/table.tsx'
import styles from './adapters.module.css'
import { useBankChanges } from './use-bank-changes.ts'

export function TrainingOutcome({ bank, adapter }: { bank: Bank; adapter: AdapterSummary }) {
  const say = useMessages()
  const locale = useLocale()
  const { training } = adapter
  if (training === null) return null
  const { n, base, adapter: own } = training.validation
  const isEnough = n >= fewestForStatistic
  const share = (value: number) => {
    if (!isEnough) return say('ui.tooFew')
    const { low, high } = wilsonInterval(Math.round(value * n), n)
    return formatPointsInterval(value, low, high)
  }
  const mean = (value: number) => (isEnough ? formatPoints(value) : say('ui.tooFew'))
  const verdict =
    own.f1 > base.f1
      ? 'adapters.outcomeBetter'
      : own.f1 < base.f1
        ? 'adapters.outcomeWorse'
        : 'adapters.outcomeSame'
  return (
    <Card title={say('adapters.outcome')}>
      <p>{say('adapters.outcomeOf', { adapter: adapter.id, n: formatCount(n, locale) })}</p>
      <Table
        label={say('adapters.outcome')}
        columns={[
          { id: 'name', title: say('adapters.measure'), cell: ({ name }: MeasureRow) => name },
          { id: 'base', title: say('adapters.base'), isNumber: true, cell: (row) => row.base },
          { id: 'adapter', title: say('adapters.adapter'), isNumber: true, cell: (row) => row.adapter },
        ]}
        rows={[
          { name: say('adapters.em'), base: share(base.em), adapter: share(own.em) },
          { name: say('adapters.f1'), base: mean(base.f1), adapter: mean(own.f1) },
        ]}
        idOf={({ name }) => name}
      />
      {isEnough ? <p>{say(verdict)}</p> : null}
      <PointAlias bank={bank} adapter={adapter} />
    </Card>
  )
}

interface MeasureRow {
  readonly name: string
  readonly base: string
  readonly adapter: string
}

function PointAlias({ bank, adapter }: { bank: Bank; adapter: AdapterSummary }) {
  const say = useMessages()
  const changes = useBankChanges(bank)
  const names = [...new Set([...bank.aliases.map(({ alias }) => alias), adapter.name])].sort()
  const [chosen, setChosen] = useState<string>(adapter.name)
  const isThere = bank.aliases.some(({ alias, adapter: id }) => alias === chosen && id === adapter.id)
  return (
    <div className={styles['addAlias']}>
      <Select
        label={say('adapters.chooseAlias')}
        items={names.map((id) => ({ id, label: id }))}
        value={chosen}
        onChange={setChosen}
      />
      <Button isDisabled={isThere} onPress={() => changes.flipAlias(chosen, adapter.id)}>
        {say('adapters.pointHere', { alias: chosen })}
      </Button>
    </div>
  )
}
