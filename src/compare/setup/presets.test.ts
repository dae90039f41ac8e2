import { describe, expect, it } from 'vitest'
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import { parsePipeline } from '../../../runtime/core/document/parse.ts'
import type { Bank } from '../../../runtime/core/wire/banks.ts'
import { variantSchema } from '../../../runtime/core/wire/experiments.ts'
import { adaptersPreset, banksOf, routingPreset, versionsPreset } from './presets.ts'

const node = (id: string, type: string, config: Record<string, string>) => ({
  id,
  type,
  version: 1,
  config,
  position: { x: 0, y: 0 },
})
const documentWith = (...banks: readonly string[]): PipelineDocument =>
  parsePipeline(
    JSON.stringify({
      format: 'signalbox/pipeline',
      version: 1,
      id: 'desk',
      name: 'Desk',
      nodes: [
        node('question', 'input', {}),
        ...banks.map((bank, index) => node(`bank-${index}`, 'adapter-bank', { bank })),
      ],
      edges: [],
    }),
  )
const names = {
  base: 'Base only',
  routed: 'Routed',
  oracle: 'Oracle',
  draft: 'Draft',
  published: 'Published',
  only: (alias: string) => `Only ${alias}`,
}
const bank: Bank = {
  id: 'desk',
  name: 'Desk',
  language: 'en',
  backend: 'reader',
  base: 'reader',
  generation: 1,
  defaultAlias: null,
  aliases: [
    { alias: 'amounts', adapter: 'amounts@111111111111' },
    { alias: 'times', adapter: 'times@222222222222' },
  ],
  routes: [],
  adapters: [],
  questions: 0,
}

describe('presets', () => {
  it('compare base, routed and oracle; a pipeline without a bank has no such question', () => {
    const variants = routingPreset({ document: documentWith('desk', 'other'), names, taken: [] })
    expect(variants.map(({ id }) => id)).toEqual(['base-only', 'routed', 'oracle'])
    expect(variants[0]?.force).toEqual({ desk: null, other: null })
    expect(variants[1]?.force).toEqual({})
    expect(variants[2]?.oracle).toBe('desk')
    expect(variants.every((variant) => variantSchema.safeParse(variant).success)).toBe(true)
    expect(routingPreset({ document: documentWith(), names, taken: [] })).toEqual([])
  })

  it('compare each adapter on its own', () => {
    const variants = adaptersPreset({ document: documentWith('desk'), names, taken: [], bank })
    expect(variants.map(({ force }) => force)).toEqual([
      { desk: null },
      { desk: 'amounts' },
      { desk: 'times' },
      {},
    ])
  })

  it('compare the draft with what is published, under ids that are free', () => {
    const request = { document: documentWith(), names, published: 'f'.repeat(64) }
    const first = versionsPreset({ ...request, taken: [] })
    expect(first.map(({ revision }) => revision)).toEqual(['f'.repeat(64), undefined])
    const again = versionsPreset({ ...request, taken: first })
    expect(again.map(({ id }) => id)).toEqual(['published-2', 'draft-2'])
  })

  it('name each bank once', () => {
    expect(banksOf(documentWith('desk', 'desk', ''))).toEqual(['desk'])
  })
})
