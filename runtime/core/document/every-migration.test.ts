import { expect, it } from 'vitest'
import { documentVersion } from './document.ts'
import { formatMigrations } from './migrate.ts'
import { parsePipeline } from './parse.ts'

/** A document of each earlier format, by the version that its migration leads to. */
const samples: Readonly<Record<number, unknown>> = {}

const versions = Array.from({ length: documentVersion - 1 }, (_, index) => index + 2)

it('has a migration for each version of the format after the first, each with a sample', () => {
  expect([...formatMigrations.keys()]).toEqual(versions)
  expect(Object.keys(samples).map(Number)).toEqual(versions)
})

it('reads a document of every version, the newest among them', () => {
  const newest = {
    format: 'signalbox/pipeline',
    version: documentVersion,
    id: 'p',
    name: 'P',
    nodes: [],
    edges: [],
  }
  for (const sample of [...Object.values(samples), newest]) {
    expect(parsePipeline(sample).version).toBe(documentVersion)
  }
})
