/** Variants that answer a common question about a pipeline, in one click. */
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import type { Bank } from '../../../runtime/core/wire/banks.ts'
import type { Variant } from '../../../runtime/core/wire/experiments.ts'
import { variantIdOf } from './experiment-draft.ts'

/** The banks that nodes of a pipeline name, each once. */
export function banksOf({ nodes }: PipelineDocument): readonly string[] {
  const named = nodes
    .filter(({ type }) => type === 'adapter-bank')
    .map(({ config }) => config['bank'])
    .filter((bank) => typeof bank === 'string' && bank !== '')
  return [...new Set(named.map(String))]
}

export interface VariantNames {
  readonly base: string
  readonly routed: string
  readonly oracle: string
  readonly draft: string
  readonly published: string
  /** Of the variant that sends everything to one alias. */
  readonly only: (alias: string) => string
}

const blank = (id: string, name: string, pipeline: string): Variant => ({
  id,
  name,
  pipeline,
  overrides: [],
  adapters: {},
  force: {},
})

interface PresetRequest {
  readonly document: PipelineDocument
  readonly names: VariantNames
  /** Variants there already: new ones get ids of their own. */
  readonly taken: readonly Variant[]
}

/** Base only, routed, and the best adapter for each request: what routing buys, and what is left to gain. */
export function routingPreset({ document, names, taken }: PresetRequest): Variant[] {
  const banks = banksOf(document)
  const [bank] = banks
  if (bank === undefined) return []
  const add = adder(document.id, taken)
  return [
    { ...add(names.base), force: Object.fromEntries(banks.map((one) => [one, null])) },
    add(names.routed),
    { ...add(names.oracle), oracle: bank },
  ]
}

/** Base only, and each adapter for all requests: whether routing is worth it at all. */
export function adaptersPreset({
  document,
  names,
  taken,
  bank,
}: PresetRequest & { readonly bank: Bank }): Variant[] {
  const add = adder(document.id, taken)
  return [
    { ...add(names.base), force: { [bank.id]: null } },
    ...bank.aliases.map(({ alias }) => ({ ...add(names.only(alias)), force: { [bank.id]: alias } })),
    add(names.routed),
  ]
}

/** The published version and the draft: whether a change is an improvement. */
export function versionsPreset({
  document,
  names,
  taken,
  published,
}: PresetRequest & { readonly published: string }): Variant[] {
  const add = adder(document.id, taken)
  return [{ ...add(names.published), revision: published }, add(names.draft)]
}

function adder(pipeline: string, taken: readonly Variant[]): (name: string) => Variant {
  const all: Pick<Variant, 'id'>[] = [...taken]
  return (name) => {
    const variant = blank(variantIdOf(name, all), name, pipeline)
    all.push(variant)
    return variant
  }
}

export function newVariant(name: string, pipeline: string, taken: readonly Variant[]): Variant {
  return adder(pipeline, taken)(name)
}
