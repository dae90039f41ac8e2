/** One variant of a new experiment: which pipeline and version, where its requests go, and which settings differ. */
import { Copy, SlidersHorizontal, Pin, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import type { Bank } from '../../../runtime/core/wire/banks.ts'
import type { Variant } from '../../../runtime/core/wire/experiments.ts'
import { toFailure } from '../../../runtime/core/errors/failure.ts'
import { useFailureText, useLocale, useMessages } from '../../messages/messages-context.tsx'
import { shortenAdapter } from '../../runs/decision-chip.tsx'
import { Button } from '../../ui/button.tsx'
import { formatMoment } from '../../ui/format-number.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { variantIdOf } from './experiment-draft.ts'
import { OverrideDialog } from './override-dialog.tsx'
import { useOverrideTexts } from './use-override-texts.ts'
import { PinDialog } from './pin-dialog.tsx'
import { banksOf } from './presets.ts'
import { RouteSelect } from './route-select.tsx'
import styles from './setup.module.css'
import type { ExperimentForm } from './use-experiment-draft.ts'
import { useBanks, usePipelineDocument, usePipelines, useRevisions } from './use-setup-data.ts'

export interface VariantCardProps {
  readonly variant: Variant
  readonly form: ExperimentForm
  readonly fault: string | undefined
}

export function VariantCard({ variant, form, fault }: VariantCardProps) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const document = usePipelineDocument(variant.pipeline, variant.revision)
  const banks = useBanks()
  const change = (part: Partial<Variant>) => form.changeVariant(variant.id, part)
  const used = document.data === undefined ? [] : banksOf(document.data)
  const usedBanks = (banks.data ?? []).filter(({ id }) => used.includes(id))
  return (
    <section className={styles['variant']} aria-label={variant.name} data-variant={variant.id}>
      <div className={styles['variantFields']}>
        <TextField
          label={say('compare.variantName')}
          value={variant.name}
          onChange={(name) => change({ name })}
          error={fault}
          maxLength={120}
        />
        <VersionFields variant={variant} onChange={change} />
        {usedBanks.map((bank) => (
          <RouteSelect
            key={bank.id}
            bank={bank}
            variant={variant}
            isNamed={usedBanks.length > 1}
            onChange={change}
          />
        ))}
        <span className={styles['tools']}>
          <IconButton
            label={say('compare.copyVariant', { name: variant.name })}
            icon={Copy}
            onPress={() =>
              form.addVariants([{ ...variant, id: variantIdOf(variant.name, form.draft.variants) }])
            }
          />
          <IconButton
            label={say('compare.removeVariant', { name: variant.name })}
            icon={Trash2}
            onPress={() => form.removeVariant(variant.id)}
          />
        </span>
      </div>
      {document.error === null ? null : (
        <Notice tone="danger">{sayFailure(toFailure(document.error))}</Notice>
      )}
      <Changes variant={variant} banks={usedBanks} onChange={change} />
    </section>
  )
}

interface ChangeProps {
  readonly variant: Variant
  readonly onChange: (part: Partial<Variant>) => void
}

const draftChoice = ''

function VersionFields({ variant, onChange }: ChangeProps) {
  const say = useMessages()
  const locale = useLocale()
  const pipelines = usePipelines()
  const revisions = useRevisions(variant.pipeline)
  return (
    <>
      <Select
        label={say('compare.pipeline')}
        items={(pipelines.data ?? []).map(({ id, name }) => ({ id, label: name }))}
        value={variant.pipeline}
        onChange={(pipeline) => {
          const { revision: _, oracle: __, ...rest } = variant
          onChange({
            ...rest,
            revision: undefined,
            oracle: undefined,
            pipeline,
            overrides: [],
            adapters: {},
            force: {},
          })
        }}
      />
      <Select
        label={say('compare.version')}
        className={styles['version']}
        items={[
          {
            id: draftChoice,
            label: say('compare.draftVersion'),
            description: say('compare.draftVersionHelp'),
          },
          ...(revisions.data ?? []).map(({ hash, note, createdAt }) => ({
            id: hash,
            label: note === '' ? hash.slice(0, 12) : note,
            description: `${hash.slice(0, 12)} · ${formatMoment(createdAt, locale)}`,
          })),
        ]}
        value={variant.revision ?? draftChoice}
        onChange={(hash) => onChange({ revision: hash === draftChoice ? undefined : hash })}
      />
    </>
  )
}

/** Settings that differ from the pipeline's, and adapter versions that differ from the bank's. */
function Changes({ variant, banks, onChange }: ChangeProps & { readonly banks: readonly Bank[] }) {
  const say = useMessages()
  const [open, setOpen] = useState<'setting' | 'pin' | null>(null)
  const textOf = useOverrideTexts(variant)
  const pins = Object.entries(variant.adapters).flatMap(([bank, aliases]) =>
    Object.entries(aliases).map(([alias, adapter]) => ({ bank, alias, adapter })),
  )
  const removePin = (bank: string, alias: string) => {
    const { [alias]: _, ...rest } = variant.adapters[bank] ?? {}
    onChange({ adapters: { ...variant.adapters, [bank]: rest } })
  }
  return (
    <div className={styles['changes']}>
      {variant.overrides.map((override) => (
        <span key={`${override.node} ${override.path}`} className={styles['change']}>
          {textOf(override)}
          <IconButton
            isSmall
            label={say('compare.removeChange', { change: textOf(override) })}
            icon={X}
            onPress={() => onChange({ overrides: variant.overrides.filter((one) => one !== override) })}
          />
        </span>
      ))}
      {pins.map(({ bank, alias, adapter }) => (
        <span key={`${bank} ${alias}`} className={styles['change']}>
          {`${alias} → ${shortenAdapter(adapter)}`}
          <IconButton
            isSmall
            label={say('compare.removeChange', { change: `${alias} → ${adapter}` })}
            icon={X}
            onPress={() => removePin(bank, alias)}
          />
        </span>
      ))}
      <Button isSmall variant="quiet" icon={SlidersHorizontal} onPress={() => setOpen('setting')}>
        {say('compare.changeSetting')}
      </Button>
      {banks.some(({ aliases }) => aliases.length > 0) ? (
        <Button isSmall variant="quiet" icon={Pin} onPress={() => setOpen('pin')}>
          {say('compare.pinAdapter')}
        </Button>
      ) : null}
      {open === 'setting' ? (
        <OverrideDialog
          variant={variant}
          onClose={() => setOpen(null)}
          onSet={(override) =>
            onChange({
              overrides: [
                ...variant.overrides.filter(
                  ({ node, path }) => node !== override.node || path !== override.path,
                ),
                override,
              ],
            })
          }
        />
      ) : null}
      {open === 'pin' ? (
        <PinDialog
          banks={banks}
          onClose={() => setOpen(null)}
          onPin={(bank, alias, adapter) =>
            onChange({
              adapters: { ...variant.adapters, [bank]: { ...variant.adapters[bank], [alias]: adapter } },
            })
          }
        />
      ) : null}
    </div>
  )
}
