import { expect, it } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import { createNodeRegistry } from '../core/node/registry.ts'
import type { ReportFrame } from '../evaluation/reports/report-input.ts'
import { buildHere } from '../evaluation/reports/report-building.ts'
import { openMemoryStores } from '../storage/memory/open-stores.ts'
import { composeTestServices } from '../testing/compose-test-services.ts'
import { fillLab, labExperiment, labNodes } from '../testing/experiment-lab.ts'
import { createBlobKeeper } from './blob-keeper.ts'
import { createExperimentService } from './experiments.ts'

it('builds one report a request, and while nothing changes one a baseline', async () => {
  const stores = openMemoryStores()
  const { sources, services } = composeTestServices({ stores, nodes: labNodes })
  await fillLab(services, 6)
  const built: ReportFrame['baseline'][] = []
  const experiments = createExperimentService({
    stores,
    blobs: createBlobKeeper(stores),
    datasets: services.datasets,
    sources: {
      ...sources,
      pipelines: services.pipelines,
      nodes: createNodeRegistry([...builtinNodes, ...labNodes]),
    },
    createId: () => crypto.randomUUID(),
    software: { signalbox: '', runtime: '' },
    openReport: (frame) => {
      built.push(frame.baseline)
      return buildHere(frame)
    },
  })
  const waiting = [{ node: 'step', path: 'config.waitMs', value: 50 }]
  const [plain, wrong] = labExperiment().variants
  if (plain === undefined || wrong === undefined) throw new Error('the lab has two variants')
  const { id } = await experiments.create(
    labExperiment({ warmUp: 0, concurrency: 1, variants: [{ ...plain, overrides: waiting }, wrong] }),
  )
  await experiments.start(id)
  const asked = experiments.report(id, 'wrong')
  await expect(asked).rejects.toMatchObject({ code: 'BASELINE_PARTIAL' })
  expect(built).toEqual(['wrong'])
  await experiments.wait(id)
  built.length = 0
  for (const baseline of ['wrong', undefined, 'wrong', undefined]) {
    const { variants } = await experiments.report(id, baseline)
    expect(variants.find(({ isBaseline }) => isBaseline)?.id).toBe(baseline ?? 'plain')
  }
  expect(built).toEqual(['wrong', undefined])
  await expect(experiments.report(id, 'none')).rejects.toMatchObject({ code: 'BASELINE_UNKNOWN' })
})
