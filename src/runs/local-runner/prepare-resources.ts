/** Builds the indexes, trains the intent models and opens the banks that a page handed over. */
import type { Runtime } from '../../../runtime/browser.ts'
import type { Job } from '../../../runtime/core/wire/jobs.ts'
import type { CheckedResources } from './page-resources.ts'
import type { Preparing } from './protocol.ts'

type Services = Runtime['services']

/** @throws the failure of the first resource that cannot be made */
export async function prepareResources(
  services: Services,
  { indexes, intents, banks }: CheckedResources,
  report: (preparing: Preparing) => void,
): Promise<void> {
  for (const { articles, ...index } of indexes) {
    const { id, name = id } = index
    const tell = (share: number | null) => report({ kind: 'index', id, name, share })
    tell(null)
    await services.indexes.create({ ...index, name })
    await services.indexes.putArticles(id, articles)
    await followJob(services, await services.indexes.build(id), tell)
  }
  for (const { utterances, ...model } of intents) {
    const { id, name = id } = model
    const tell = (share: number | null) => report({ kind: 'intents', id, name, share })
    tell(null)
    await services.intents.create({ ...model, name })
    const rows = utterances.map((row, index) => ({ id: `u${index + 1}`, ...row }))
    await services.intents.putUtterances(id, rows)
    await followJob(services, await services.intents.train(id), tell)
  }
  for (const bank of banks) await prepareBank(services, bank, report)
}

/** @throws what the job fails with */
async function followJob(
  { jobs }: Services,
  { id }: Job,
  tell: (share: number | null) => void,
): Promise<void> {
  for await (const { progress, finishedAt } of jobs.follow(id)) if (finishedAt === null) tell(progress)
  await jobs.wait(id)
}

async function prepareBank(
  { banks }: Services,
  { id, name = id, language, adapters, routes, defaultAlias }: CheckedResources['banks'][number],
  report: (preparing: Preparing) => void,
): Promise<void> {
  report({ kind: 'bank', id, name, share: null })
  await banks.create({ id, name, language })
  for (const { alias, config, weights } of adapters) {
    const adapter = await banks.addAdapter(id, alias, { config, weights })
    await banks.flipAlias(id, alias, adapter.id)
  }
  await banks.setRoutes(id, { routes, defaultAlias })
}
