/** The variants of a new experiment, and the presets that add several at once. */
import { Plus, Sparkles } from 'lucide-react'
import { useState } from 'react'
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import type { Bank } from '../../../runtime/core/wire/banks.ts'
import type { Variant } from '../../../runtime/core/wire/experiments.ts'
import { useMessages } from '../../messages/messages-context.tsx'
import { readRemembered } from '../../ui/remembered.ts'
import { Button } from '../../ui/button.tsx'
import type { Command } from '../../ui/menu.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Card } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import type { DraftFault } from './experiment-draft.ts'
import type { VariantNames } from './presets.ts'
import { adaptersPreset, banksOf, newVariant, routingPreset, versionsPreset } from './presets.ts'
import styles from './setup.module.css'
import type { ExperimentForm } from './use-experiment-draft.ts'
import { useBanks, useDatasets, usePipelineDocument, usePipelines } from './use-setup-data.ts'
import { VariantCard } from './variant-card.tsx'

export interface VariantListProps {
  readonly form: ExperimentForm
  readonly faults: readonly DraftFault[]
}

export function VariantList({ form, faults }: VariantListProps) {
  const say = useMessages()
  const { variants } = form.draft
  return (
    <Card title={say('compare.variants')}>
      <AddVariants form={form} />
      {variants.length === 0 ? <p className={styles['soft']}>{say('compare.noVariants')}</p> : null}
      <ul className={styles['variants']} aria-label={say('compare.variants')}>
        {variants.map((variant) => {
          const fault = faults.find(({ field }) => field === `variant:${variant.id}`)
          return (
            <li key={variant.id}>
              <VariantCard
                variant={variant}
                form={form}
                fault={fault === undefined ? undefined : say(fault.key)}
              />
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

/** The pipeline that was last worked on is the likeliest question. */
function AddVariants({ form }: { form: ExperimentForm }) {
  const say = useMessages()
  const pipelines = usePipelines()
  const items = pipelines.data ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const likely = items.find(({ id }) => id === readRemembered('pipeline')) ?? items[0]
  const pipeline = items.find(({ id }) => id === chosen) ?? likely
  const document = usePipelineDocument(pipeline?.id ?? '', undefined)
  const names = useVariantNames()
  const presets = usePresets(form, document.data, pipeline?.publishedRevision ?? null, names)
  const { variants } = form.draft
  return (
    <div className={styles['add']}>
      <Select
        label={say('compare.pipeline')}
        items={items.map(({ id, name }) => ({ id, label: name }))}
        value={pipeline?.id ?? null}
        onChange={setChosen}
        placeholder={say('compare.choosePipeline')}
        className={styles['pipeline']}
      />
      <Menu label={say('compare.presets')} items={presets}>
        <Button icon={Sparkles} isDisabled={document.data === undefined}>
          {say('compare.presets')}
        </Button>
      </Menu>
      <Button
        icon={Plus}
        isDisabled={pipeline === undefined}
        onPress={() => {
          if (pipeline !== undefined) {
            form.addVariants([
              newVariant(variants.length === 0 ? names.routed : pipeline.name, pipeline.id, variants),
            ])
          }
        }}
      >
        {say('compare.addVariant')}
      </Button>
    </div>
  )
}

function usePresets(
  form: ExperimentForm,
  document: PipelineDocument | undefined,
  published: string | null,
  names: VariantNames,
): readonly Command[] {
  const say = useMessages()
  const banks = useBanks()
  const datasets = useDatasets()
  if (document === undefined) return []
  // The dataset that goes with the pipeline by its name, or the only one.
  const dataset =
    datasets.data?.find(({ id }) => id === document.id) ??
    (datasets.data?.length === 1 ? datasets.data[0] : undefined)
  const add = (variants: readonly Variant[], question: string) =>
    form.addVariants(variants, {
      name: `${document.name}: ${question}`.slice(0, 120),
      dataset: dataset?.id ?? null,
    })
  const request = { document, names, taken: form.draft.variants }
  const bank: Bank | undefined = banks.data?.find(({ id }) => id === banksOf(document)[0])
  return [
    {
      id: 'routing',
      label: say('compare.presetRouting'),
      description: say(bank === undefined ? 'compare.presetNoBank' : 'compare.presetRoutingHelp'),
      isDisabled: bank === undefined,
      onAction: () => add(routingPreset(request), say('compare.presetRouting')),
    },
    {
      id: 'adapters',
      label: say('compare.presetAdapters'),
      description: say(bank === undefined ? 'compare.presetNoBank' : 'compare.presetAdaptersHelp'),
      isDisabled: bank === undefined,
      onAction: () => {
        if (bank !== undefined) add(adaptersPreset({ ...request, bank }), say('compare.presetAdapters'))
      },
    },
    {
      id: 'versions',
      label: say('compare.presetVersions'),
      description: say(published === null ? 'compare.presetNotPublished' : 'compare.presetVersionsHelp'),
      isDisabled: published === null,
      onAction: () => {
        if (published !== null) add(versionsPreset({ ...request, published }), say('compare.presetVersions'))
      },
    },
  ]
}

function useVariantNames(): VariantNames {
  const say = useMessages()
  return {
    base: say('compare.nameBase'),
    routed: say('compare.nameRouted'),
    oracle: say('compare.oracle'),
    draft: say('compare.nameDraft'),
    published: say('compare.namePublished'),
    only: (alias) => say('compare.nameOnly', { alias }),
  }
}
