/** What the worked experiments promise: variants that differ in one thing each, over what the example holds. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import { readExample } from '../../runtime/cli/example/read-example.ts'
import { parsePipeline } from '../../runtime/core/document/parse.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import { experimentDefinitionSchema } from '../../runtime/core/wire/experiments.ts'
import { applyOverrides } from '../../runtime/evaluation/experiments/apply-overrides.ts'
import { metricTable } from '../../runtime/evaluation/metrics/metric-table.ts'

const folder = import.meta.dirname
const readJson = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'))
const readPipeline = (file: string) => parsePipeline(readFileSync(join(folder, file), 'utf8'))
const desks = await readExample(folder)
const nodes = createNodeRegistry(builtinNodes)

describe.each(['experiment.json', 'experiment-zh.json'])('%s', (file) => {
  const definition = experimentDefinitionSchema.parse(readJson(file))
  const desk = desks.find(({ id }) => id === definition.dataset)
  if (desk === undefined) throw new Error(`${file} names no desk`)
  const pipelines = new Map(
    [...desk.pipelines, ...desk.experiment.pipelines]
      .map(readPipeline)
      .map((document) => [document.id, document]),
  )
  const banks = [desk.id, ...desk.experiment.banks.map(({ id }) => id)]

  it('compares the same ten variants, in a metric that exists', () => {
    expect(definition.variants.map(({ id }) => id)).toEqual([
      'base',
      'one-for-all',
      'merged',
      'routed',
      'rank-16',
      'rank-64',
      'top-1',
      'top-3',
      'bm25',
      'oracle',
    ])
    expect(definition.baseline).toBe('base')
    expect(metricTable.map(({ name }) => name)).toContain(definition.primaryMetric)
  })

  it('names pipelines, settings and banks that are there', () => {
    for (const { id, pipeline, overrides, force, oracle } of definition.variants) {
      const document = pipelines.get(pipeline)
      if (document === undefined) throw new Error(`${id} runs ${pipeline}`)
      const changed = applyOverrides(document, id, overrides, nodes)
      const bank = changed.nodes.find(({ type }) => type === 'adapter-bank')?.config['bank']
      expect(banks, id).toContain(bank)
      for (const named of [...Object.keys(force), ...(oracle === undefined ? [] : [oracle])])
        expect(named, id).toBe(bank)
    }
  })

  it('changes one thing a variant', () => {
    for (const { id, overrides } of definition.variants) expect(overrides.length, id).toBeLessThanOrEqual(1)
    const [shipped, words] = [pipelines.get(desk.id), pipelines.get(`${desk.id}-bm25`)]
    const withoutType = (document: typeof shipped) =>
      document?.nodes.map(({ type, ...node }) => (type.endsWith('-retriever') ? node : { ...node, type }))
    expect(withoutType(words)).toEqual(withoutType(shipped))
    expect(words?.edges).toEqual(shipped?.edges)
  })
})
