import { describe, expect, it } from 'vitest'
import type { DatasetSummary } from '../../../runtime/core/wire/datasets.ts'
import { countCells, definitionOf, emptyDraft, findFaults, variantIdOf } from './experiment-draft.ts'
import { newVariant } from './presets.ts'

const dataset: DatasetSummary = {
  id: 'questions',
  name: 'Questions',
  description: '',
  rows: 200,
  version: 'a'.repeat(64),
  updatedAt: '2026-01-01T00:00:00.000Z',
  labelled: { answers: 200, intent: 0, documents: 0 },
  languages: { en: 200, zh: 0 },
  fields: { question: 200 },
}
const base = newVariant('Base only', 'desk', [])
const routed = newVariant('Routed', 'desk', [base])
const whole = {
  ...emptyDraft,
  name: ' Routing ',
  dataset: 'questions',
  variants: [base, routed],
  baseline: base.id,
}
const faultsOf = (...args: Parameters<typeof findFaults>) => findFaults(...args).map(({ key }) => key)

describe('an experiment being put together', () => {
  it('is an experiment once nothing is missing, with its names trimmed', () => {
    expect(findFaults(whole, dataset)).toEqual([])
    expect(definitionOf(whole)).toMatchObject({ name: 'Routing', baseline: 'base-only', seed: 1 })
    expect(definitionOf(whole)).not.toHaveProperty('limit')
    expect(definitionOf({ ...whole, repetitions: undefined, limit: 50 })).toMatchObject({
      repetitions: 1,
      limit: 50,
    })
  })

  it('says what is missing', () => {
    expect(faultsOf(emptyDraft, undefined)).toEqual([
      'compare.faultDataset',
      'compare.faultVariants',
      'compare.faultName',
    ])
    expect(definitionOf(emptyDraft)).toBeNull()
    expect(definitionOf({ ...whole, concurrency: 1_000 })).toBeNull()
  })

  it('refuses an empty dataset, and a metric whose labels are missing', () => {
    expect(faultsOf(whole, { ...dataset, rows: 0 })).toEqual(['compare.faultNoRows'])
    expect(faultsOf({ ...whole, primaryMetric: 'intent' }, dataset)).toEqual(['compare.faultUnlabelled'])
  })

  it('wants a name of its own for each variant, and a baseline among them', () => {
    const same = { ...routed, name: ' Base only' }
    expect(findFaults({ ...whole, variants: [base, same] }, dataset)).toEqual([
      { field: `variant:${routed.id}`, key: 'compare.faultSameName' },
    ])
    expect(faultsOf({ ...whole, variants: [{ ...base, name: '' }] }, dataset)).toEqual([
      'compare.faultVariantName',
    ])
    expect(faultsOf({ ...whole, variants: [routed] }, dataset)).toEqual(['compare.faultBaseline'])
  })
})

it('makes ids of names in any language, and tells them apart', () => {
  expect(variantIdOf('Top-k = 5', [])).toBe('top-k-5')
  expect(variantIdOf('仅基础模型', [])).toBe('variant')
  expect(variantIdOf('仅基础模型', [{ id: 'variant' }, { id: 'variant-2' }])).toBe('variant-3')
})

it('counts the cells: an oracle runs the base model and every alias', () => {
  const oracle = { ...newVariant('Oracle', 'desk', []), oracle: 'bank' }
  expect(countCells({ ...whole, variants: [base, oracle], repetitions: 2 }, 100, () => 6)).toBe(200 + 1_400)
  expect(countCells({ ...whole, limit: 10 }, 100, () => 6)).toBe(20)
})
