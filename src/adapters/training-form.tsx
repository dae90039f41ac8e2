/** What to train: name, intents, shape of the update, and the index that gives the passages. */
import { useQuery } from '@tanstack/react-query'
import { GraduationCap } from 'lucide-react'
import { useState } from 'react'
import type { Bank } from '../../runtime/core/wire/banks.ts'
import { trainAdapterSchema } from '../../runtime/core/wire/banks.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { useFieldCheck } from '../resources/use-field-check.ts'
import type { FollowedJob } from '../resources/use-job.ts'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { ComboBox } from '../ui/combo-box.tsx'
import { formatCount } from '../ui/format-number.ts'
import { Notice } from '../ui/notice.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { Card } from '../ui/page.tsx'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import styles from './adapters.module.css'
import { useQuestionCounts } from './use-question-counts.ts'

/** What the trainer asks for at least. */
const fewestQuestions = 10

interface TrainingDraft {
  readonly name: string
  readonly intents: readonly string[]
  readonly index: string | null
  readonly rank: number | undefined
  readonly alpha: number | undefined
  readonly epochs: number | undefined
  readonly seed: number | undefined
  readonly alias: string
}

const firstDraft: TrainingDraft = {
  name: '',
  intents: [],
  index: null,
  rank: 8,
  alpha: 16,
  epochs: 24,
  seed: 1,
  alias: '',
}

export function TrainingForm({ bank, training }: { bank: Bank; training: FollowedJob }) {
  const say = useMessages()
  const form = useTrainingForm(bank, training)
  const { draft, change, faults, indexes } = form
  return (
    <Card title={say('adapters.trainTitle')}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          form.start()
        }}
      >
        <p className={styles['soft']}>{say('adapters.trainHelp')}</p>
        <TextField
          label={say('adapters.trainName')}
          value={draft.name}
          onChange={(name) => change({ name })}
          error={faults['name'] === undefined ? undefined : say('adapters.aliasHelp')}
        />
        <IntentChoice bank={bank} chosen={draft.intents} onChange={(intents) => change({ intents })} />
        {indexes.length === 0 ? (
          <Notice>{say('adapters.noIndex')}</Notice>
        ) : (
          <Select
            label={say('adapters.trainIndex')}
            items={indexes.map(({ id, name }) => ({ id, label: name }))}
            value={form.indexId}
            onChange={(index) => change({ index })}
          />
        )}
        <Numbers draft={draft} change={change} faults={faults} />
        <ComboBox
          label={say('adapters.trainAlias')}
          description={say('adapters.trainAliasHelp')}
          items={bank.aliases.map(({ alias }) => ({ id: alias, label: alias }))}
          value={draft.alias}
          onChange={(alias) => change({ alias })}
          allowsCustomValue
          error={faults['alias'] === undefined ? undefined : say('adapters.aliasHelp')}
        />
        <Button
          variant="primary"
          icon={GraduationCap}
          type="submit"
          isDisabled={training.isRunning || form.indexId === null || draft.name === ''}
        >
          {say('adapters.start')}
        </Button>
      </form>
    </Card>
  )
}

function useTrainingForm(bank: Bank, training: FollowedJob) {
  const server = useServer()
  const { faults, check } = useFieldCheck()
  const { data = [] } = useQuery({ queryKey: ['indexes'], queryFn: () => server.indexes.list() })
  const [draft, setDraft] = useState(firstDraft)
  const indexes = data.filter(({ generation }) => generation > 0)
  // The index that goes with the bank by its name, else one of its language.
  const likely =
    indexes.find(({ id }) => id === bank.id) ??
    indexes.find(({ language }) => language === bank.language) ??
    indexes[0]
  const indexId = draft.index ?? likely?.id ?? null

  const start = () => {
    const { alias, index: _index, ...rest } = draft
    const request = { ...rest, index: indexId, ...(alias.trim() === '' ? {} : { alias: alias.trim() }) }
    const body = check(trainAdapterSchema, request)
    if (body !== undefined) training.start(() => server.banks.trainAdapter(bank.id, body))
  }
  const change = (part: Partial<TrainingDraft>) => setDraft((old) => ({ ...old, ...part }))
  return { draft, change, faults, indexes, indexId, start }
}

interface IntentChoiceProps {
  readonly bank: Bank
  readonly chosen: readonly string[]
  readonly onChange: (intents: readonly string[]) => void
}

function IntentChoice({ bank, chosen, onChange }: IntentChoiceProps) {
  const say = useMessages()
  const locale = useLocale()
  const counts = useQuestionCounts(bank)
  const usable =
    chosen.length === 0
      ? counts.usable
      : counts.intents
          .filter(({ intent }) => chosen.includes(intent))
          .reduce((sum, count) => sum + count.usable, 0)
  const chip = (label: string, isChosen: boolean, onPress: () => void) => (
    <Button key={label} isSmall aria-pressed={isChosen} className={styles['chip']} onPress={onPress}>
      {label}
    </Button>
  )
  return (
    <fieldset className={styles['group']}>
      <legend>{say('adapters.trainIntents')}</legend>
      <div className={styles['badges']}>
        {chip(say('adapters.everyIntent'), chosen.length === 0, () => onChange([]))}
        {counts.intents.map((count) => {
          const isChosen = chosen.includes(count.intent)
          const next = isChosen ? chosen.filter((one) => one !== count.intent) : [...chosen, count.intent]
          return chip(`${count.intent} (${formatCount(count.usable, locale)})`, isChosen, () =>
            onChange(next),
          )
        })}
      </div>
      <p className={styles['help']}>
        {say('adapters.trainIntentsHelp', { n: formatCount(usable, locale), minimum: fewestQuestions })}
      </p>
    </fieldset>
  )
}

interface NumbersProps {
  readonly draft: TrainingDraft
  readonly change: (part: Partial<TrainingDraft>) => void
  readonly faults: Readonly<Record<string, string>>
}

function Numbers({ draft, change, faults }: NumbersProps) {
  const say = useMessages()
  return (
    <div className={styles['numbers']}>
      <NumberField
        label={say('adapters.rank')}
        description={say('adapters.rankHelp')}
        minValue={1}
        maxValue={64}
        step={1}
        value={draft.rank}
        onChange={(rank) => change({ rank })}
        error={faults['rank']}
      />
      <NumberField
        label={say('adapters.alpha')}
        description={say('adapters.alphaHelp')}
        minValue={0.01}
        maxValue={1_000}
        value={draft.alpha}
        onChange={(alpha) => change({ alpha })}
        error={faults['alpha']}
      />
      <NumberField
        label={say('adapters.epochs')}
        description={say('adapters.epochsHelp')}
        minValue={1}
        maxValue={200}
        step={1}
        value={draft.epochs}
        onChange={(epochs) => change({ epochs })}
        error={faults['epochs']}
      />
      <NumberField
        label={say('adapters.seed')}
        description={say('adapters.seedHelp')}
        step={1}
        value={draft.seed}
        onChange={(seed) => change({ seed })}
        error={faults['seed']}
      />
    </div>
  )
}
