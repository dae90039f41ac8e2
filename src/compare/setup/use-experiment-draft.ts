/** The experiment that is being put together, kept for this tab until it is created or given up. */
import { useCallback, useEffect, useState } from 'react'
import type { Variant } from '../../../runtime/core/wire/experiments.ts'
import { draftKey, useDraft } from '../../resources/drafts.ts'
import type { ExperimentDraft } from './experiment-draft.ts'
import { emptyDraft, experimentDraftSchema } from './experiment-draft.ts'

const key = draftKey('experiment', 'new')

const readDraft = (stored: unknown): ExperimentDraft | null =>
  experimentDraftSchema.safeParse(stored).data ?? null

export interface LikelyAnswers {
  readonly name: string
  readonly dataset: string | null
}

export interface ExperimentForm {
  readonly draft: ExperimentDraft
  change(part: Partial<ExperimentDraft>): void
  changeVariant(id: string, part: Partial<Variant>): void
  /** The first variant ever added becomes the baseline; what else is likely is put where nothing stands yet. */
  addVariants(variants: readonly Variant[], likely?: LikelyAnswers): void
  removeVariant(id: string): void
  discard(): void
}

/** @param initial an experiment to begin from, put in place of what was being made */
export function useExperimentDraft(initial: ExperimentDraft | null): ExperimentForm {
  const [stored, write] = useDraft(key, readDraft)
  const [first] = useState(initial)
  useEffect(() => {
    if (first !== null) write(first)
  }, [first, write])
  const draft = stored ?? emptyDraft
  const discard = useCallback(() => write(null), [write])
  const change = (part: Partial<ExperimentDraft>) => write({ ...draft, ...part })
  return {
    draft,
    change,
    changeVariant: (id, part) =>
      change({ variants: draft.variants.map((one) => (one.id === id ? { ...one, ...part } : one)) }),
    addVariants: (added, likely) =>
      change({
        name: draft.name === '' ? (likely?.name ?? '') : draft.name,
        dataset: draft.dataset ?? likely?.dataset ?? null,
        variants: [...draft.variants, ...added],
        baseline: draft.baseline === '' ? (added[0]?.id ?? '') : draft.baseline,
      }),
    removeVariant: (id) => {
      const variants = draft.variants.filter((one) => one.id !== id)
      change({ variants, baseline: draft.baseline === id ? (variants[0]?.id ?? '') : draft.baseline })
    },
    discard,
  }
}
