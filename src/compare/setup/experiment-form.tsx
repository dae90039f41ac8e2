/** A new experiment: which dataset, which variants, and how they are run. */
import { Play } from 'lucide-react'
import { useState } from 'react'
import { toFailure } from '../../../runtime/core/errors/failure.ts'
import type { DatasetSummary } from '../../../runtime/core/wire/datasets.ts'
import { metricTable } from '../../../runtime/evaluation/metrics/metric-table.ts'
import { joinSentences } from '../../messages/join-sentences.ts'
import { useFailureText, useLocale, useMessages } from '../../messages/messages-context.tsx'
import { hrefOf, navigateTo } from '../../session/navigation.ts'
import { Button } from '../../ui/button.tsx'
import { formatCount } from '../../ui/format-number.ts'
import { Notice } from '../../ui/notice.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { metricTitle } from '../../runs/metric-title.ts'
import { useExperimentActions } from '../use-experiments.ts'
import type { DraftFault, ExperimentDraft } from './experiment-draft.ts'
import { countCells, definitionOf, findFaults } from './experiment-draft.ts'
import { RunSettings } from './run-settings.tsx'
import styles from './setup.module.css'
import type { ExperimentForm } from './use-experiment-draft.ts'
import { useExperimentDraft } from './use-experiment-draft.ts'
import { useBanks, useDatasets } from './use-setup-data.ts'
import { VariantList } from './variant-list.tsx'

export function NewExperiment({ initial }: { initial: ExperimentDraft | null }) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const form = useExperimentDraft(initial)
  const datasets = useDatasets()
  const dataset = datasets.data?.find(({ id }) => id === form.draft.dataset)
  // Nobody is told what is missing before having tried.
  const [isTried, setIsTried] = useState(false)
  const faults = findFaults(form.draft, dataset)
  const creation = useCreation(form, faults, () => setIsTried(true))
  const shownFaults = isTried ? faults : []
  return (
    <Page
      title={say('compare.newTitle')}
      summary={say('compare.newSummary')}
      actions={
        <>
          <Button variant="quiet" onPress={creation.cancel}>
            {say('ui.cancel')}
          </Button>
          <Button isDisabled={creation.isBusy} onPress={() => creation.create(false)}>
            {say('compare.create')}
          </Button>
          <Button
            variant="primary"
            icon={Play}
            isPending={creation.isBusy}
            onPress={() => creation.create(true)}
          >
            {say('compare.createAndStart')}
          </Button>
        </>
      }
    >
      <div className={styles['page']}>
        <div className={styles['main']}>
          {creation.error === null ? null : (
            <Notice tone="danger">{sayFailure(toFailure(creation.error))}</Notice>
          )}
          {shownFaults.length === 0 ? null : (
            <Notice tone="danger">
              <ul>
                {shownFaults.map(({ field, key }) => (
                  <li key={`${field} ${key}`}>{say(key)}</li>
                ))}
              </ul>
            </Notice>
          )}
          <Card title={say('compare.question')}>
            <QuestionFields form={form} datasets={datasets.data} dataset={dataset} faults={shownFaults} />
          </Card>
          <VariantList form={form} faults={shownFaults} />
        </div>
        <div className={styles['side']}>
          <RunSettings form={form} />
          <Size draft={form.draft} rows={dataset?.rows ?? 0} />
        </div>
      </div>
    </Page>
  )
}

interface QuestionFieldsProps {
  readonly form: ExperimentForm
  readonly datasets: readonly DatasetSummary[] | undefined
  readonly dataset: DatasetSummary | undefined
  readonly faults: readonly DraftFault[]
}

function QuestionFields({ form: { draft, change }, datasets, dataset, faults }: QuestionFieldsProps) {
  const say = useMessages()
  const locale = useLocale()
  const describe = ({ rows, labelled }: DatasetSummary) =>
    say('compare.datasetFacts', {
      rows: formatCount(rows, locale),
      answers: formatCount(labelled.answers, locale),
      intents: formatCount(labelled.intent, locale),
    })
  const faultOf = (field: DraftFault['field']) => {
    const fault = faults.find((one) => one.field === field)
    return fault === undefined ? undefined : say(fault.key)
  }
  return (
    <div className={styles['fields']}>
      <TextField
        label={say('compare.name')}
        value={draft.name}
        onChange={(name) => change({ name })}
        placeholder={say('compare.nameHint')}
        error={faultOf('name')}
        maxLength={120}
        autoFocus
      />
      {datasets?.length === 0 ? (
        <Notice
          action={
            <Button isSmall onPress={() => navigateTo('datasets')}>
              {say('compare.importDataset')}
            </Button>
          }
        >
          {say('compare.noDatasets')}
        </Notice>
      ) : (
        <Select
          label={say('compare.dataset')}
          items={(datasets ?? []).map((one) => ({ id: one.id, label: one.name, description: describe(one) }))}
          value={draft.dataset}
          placeholder={say('compare.chooseDataset')}
          onChange={(id) => change({ dataset: id })}
          error={faultOf('dataset')}
          description={
            dataset === undefined ? undefined : (
              <>
                {describe(dataset)} ·{' '}
                <a href={hrefOf('datasets', dataset.id)}>{say('compare.openDataset')}</a>
              </>
            )
          }
        />
      )}
      <Select
        label={say('compare.primaryMetric')}
        items={metricTable.map(({ name }) => ({ id: name, label: metricTitle(name, say) }))}
        value={draft.primaryMetric}
        onChange={(primaryMetric) => change({ primaryMetric })}
        error={faultOf('metric')}
        description={say('compare.primaryMetricHelp')}
      />
      <Select
        label={say('compare.baseline')}
        items={draft.variants.map(({ id, name }) => ({ id, label: name.trim() === '' ? id : name }))}
        value={draft.baseline === '' ? null : draft.baseline}
        placeholder={say('compare.chooseBaseline')}
        onChange={(baseline) => change({ baseline })}
        isDisabled={draft.variants.length === 0}
        error={faultOf('baseline')}
        description={say('compare.baselineHelp')}
      />
    </div>
  )
}

/** How much work it will be, before it is begun. */
function Size({ draft, rows }: { draft: ExperimentDraft; rows: number }) {
  const say = useMessages()
  const locale = useLocale()
  const banks = useBanks()
  const aliasesOf = (id: string) => banks.data?.find((bank) => bank.id === id)?.aliases.length ?? 0
  const cells = countCells(draft, rows, aliasesOf)
  if (cells === 0) return null
  const hasOracle = draft.variants.some(({ oracle }) => oracle !== undefined)
  return (
    <p className={styles['soft']}>
      {joinSentences(
        locale,
        say('compare.size', { cells: formatCount(cells, locale), variants: draft.variants.length }),
        hasOracle ? say('compare.sizeOracle') : '',
      )}
    </p>
  )
}

interface Creation {
  readonly isBusy: boolean
  readonly error: unknown
  create(isStarted: boolean): void
  cancel(): void
}

function useCreation(form: ExperimentForm, faults: readonly DraftFault[], onFaulty: () => void): Creation {
  const { create, start } = useExperimentActions()
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const run = async (isStarted: boolean) => {
    const definition = definitionOf(form.draft)
    if (definition === null) return
    const { id } = await create(definition)
    form.discard()
    navigateTo('compare', id)
    // The experiment's page says why it could not be started.
    if (isStarted) start(id)
  }
  return {
    isBusy,
    error,
    create: (isStarted) => {
      setError(null)
      if (faults.length > 0 || definitionOf(form.draft) === null) {
        onFaulty()
        return
      }
      setIsBusy(true)
      run(isStarted)
        .catch(setError)
        .finally(() => setIsBusy(false))
    },
    cancel: () => {
      form.discard()
      navigateTo('compare')
    },
  }
}
