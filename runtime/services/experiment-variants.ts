/** The variants of an experiment, compiled, and bound once for all their cells to the versions that are there now. */
import { canonicalJson } from '../core/document/content-hash.ts'
import type { PipelineDocument } from '../core/document/document.ts'
import { Failure, failure } from '../core/errors/failure.ts'
import type { NodeRegistry } from '../core/node/registry.ts'
import type { PipelineService } from '../core/services/pipelines.ts'
import type { Admission } from '../core/services/services.ts'
import type { ExperimentDefinition, Manifest, Variant } from '../core/wire/experiments.ts'
import { applyOverrides } from '../evaluation/experiments/apply-overrides.ts'
import type { CompiledVariant, OpenArm } from '../evaluation/experiments/cell-runner.ts'
import type { BoundPipeline } from '../evaluation/experiments/compile-bound.ts'
import { compileBound, withoutSharedCache } from '../evaluation/experiments/compile-bound.ts'
import { pinRouting } from '../evaluation/experiments/pin-routing.ts'
import type { RunCapture } from '../evaluation/experiments/run-capture.ts'
import type { AdmissionSources, BankLease } from './admission.ts'
import { createAdmit } from './admission.ts'
import type { BankServiceWithLeases } from './banks.ts'

export interface VariantSources extends Omit<AdmissionSources, 'banks'> {
  readonly banks: Pick<BankServiceWithLeases, 'lease'>
  readonly pipelines: Pick<PipelineService, 'revision' | 'saveRevision'>
  readonly nodes: NodeRegistry
}

export interface OpenVariant extends CompiledVariant {
  readonly document: PipelineDocument
  readonly pins: Manifest['variants'][string]
}

export interface OpenVariants {
  readonly variants: readonly OpenVariant[]
  /** Gives the leases back. */
  release(): void
}

/**
 * @param pinned revisions by variant, where the experiment has them already; drafts are pinned now
 * @param capture sees what the runs leave behind
 * @throws what is wrong with a variant: OVERRIDE_UNKNOWN, VARIANT_BANK_UNUSED, ALIAS_NOT_FOUND, INDEX_NOT_FOUND, faults of documents …
 */
export async function openVariants(
  sources: VariantSources,
  { variants }: ExperimentDefinition,
  pinned: Manifest['variants'] | undefined,
  capture: RunCapture,
): Promise<OpenVariants> {
  const held = holdSources(sources)
  try {
    const opened: OpenVariant[] = []
    for (const [index, variant] of variants.entries()) {
      const revision = pinned?.[variant.id]?.revision ?? variant.revision
      opened.push(
        await openVariant({ sources, held, capture }, variant, revision).catch((error: unknown) => {
          throw placed(error, index)
        }),
      )
    }
    return { variants: opened, release: held.release }
  } catch (error) {
    held.release()
    throw error
  }
}

/** Says of a fault to which variant it belongs. */
function placed(error: unknown, index: number): unknown {
  if (!(error instanceof Failure)) return error
  const { code, params, path = '', node } = error
  const place = { path: `/variants/${index}${path}`, cause: error }
  return new Failure(code, params, node === undefined ? place : { ...place, node })
}

interface Context {
  readonly sources: VariantSources
  readonly held: HeldSources
  readonly capture: RunCapture
}

async function openVariant(
  context: Context,
  variant: Variant,
  wanted: string | undefined,
): Promise<OpenVariant> {
  const { sources } = context
  const { hash, document: source } =
    wanted === undefined
      ? await sources.pipelines.saveRevision(variant.pipeline)
      : await sources.pipelines.revision(variant.pipeline, wanted)
  const overridden = applyOverrides(source, variant.id, variant.overrides, sources.nodes)
  const document = withoutSharedCache(overridden)
  const first = await openArm(context, variant, document, variant.force)
  checkBanks(variant, first.admission)
  const { indexes, intents } = first.admission.pins
  const banks = Object.fromEntries(
    Object.entries(first.admission.pins.banks).map(([id, { aliases }]) => [id, aliases]),
  )
  const { oracle } = variant
  const aliases = oracle === undefined ? [] : Object.keys(banks[oracle] ?? {}).sort()
  const arms: OpenArm[] = []
  for (const alias of oracle === undefined ? [] : [null, ...aliases]) {
    const forced = { ...variant.force, ...(oracle === undefined ? {} : { [oracle]: alias }) }
    arms.push({ alias, pipeline: (await openArm(context, variant, document, forced)).pipeline })
  }
  if (arms.length === 0) arms.push({ alias: null, pipeline: first.pipeline })
  const routing = await pinRouting(first.admission)
  const pins = { revision: hash, indexes, intents, banks, routing, arms: arms.map(({ alias }) => alias) }
  return { id: variant.id, document, arms, pins }
}

function openArm(
  { sources, held, capture }: Context,
  variant: Variant,
  document: PipelineDocument,
  force: Variant['force'],
): Promise<BoundPipeline> {
  return compileBound(
    document,
    {
      nodes: sources.nodes,
      score: capture.score,
      findPipeline: async ({ id, revision }) => (await sources.pipelines.revision(id, revision)).document,
    },
    createAdmit(held.forVariant(variant.adapters, force)),
  )
}

/** A pin or a force that nothing of the pipeline heeds would be a variant that is none. @throws VARIANT_BANK_UNUSED, ALIAS_NOT_FOUND */
function checkBanks(variant: Variant, { pins }: Admission): void {
  const named = [
    ...Object.keys(variant.adapters),
    ...Object.keys(variant.force),
    ...(variant.oracle === undefined ? [] : [variant.oracle]),
  ]
  for (const bank of named) {
    if (pins.banks[bank] !== undefined) continue
    const banks = Object.keys(pins.banks).join(', ') || '–'
    throw failure('VARIANT_BANK_UNUSED', { variant: variant.id, bank, banks })
  }
  for (const [bank, alias] of Object.entries(variant.force)) {
    if (alias !== null && pins.banks[bank]?.aliases[alias] === undefined)
      throw failure('ALIAS_NOT_FOUND', { bank, alias })
  }
}

interface HeldSources {
  forVariant(adapters: Variant['adapters'], force: Variant['force']): AdmissionSources
  release(): void
}

/** Every index, intent model and bank is opened once, whichever variant asks first, and held until the release. */
function holdSources(sources: VariantSources): HeldSources {
  // In memory before the first cell, whose time would else be longer than that of the rest.
  const pin = createMemo(async (id) => {
    const pinned = await sources.indexes.pin(id)
    if (!pinned.isBuilt) throw failure('INDEX_NOT_BUILT', { index: id })
    await pinned.open()
    return pinned
  })
  const pinIntents = createMemo(async (id) => {
    const pinned = await sources.intents.pin(id)
    await pinned.open()
    return pinned
  })
  const leases = new Map<string, Promise<BankLease>>()
  const lease = (id: string, pinned: Readonly<Record<string, string>> = {}): Promise<BankLease> => {
    const key = `${id} ${canonicalJson(pinned)}`
    const known = leases.get(key) ?? sources.banks.lease(id, pinned)
    leases.set(key, known)
    return known
  }
  return {
    forVariant: (adapters, force) => ({
      ...sources,
      indexes: { pin },
      intents: { pin: pinIntents },
      banks: {
        lease: async (id) => {
          const held = await lease(id, adapters[id])
          const forced = force[id]
          const bank = forced === undefined ? held.bank : { ...held.bank, forced }
          return { ...held, bank, release: () => undefined }
        },
      },
    }),
    release: () => {
      for (const one of leases.values())
        one.then(
          ({ release }) => release(),
          () => undefined,
        )
      leases.clear()
    },
  }
}

function createMemo<Value>(open: (id: string) => Promise<Value>): (id: string) => Promise<Value> {
  const opened = new Map<string, Promise<Value>>()
  return (id) => {
    const known = opened.get(id) ?? open(id)
    opened.set(id, known)
    return known
  }
}
