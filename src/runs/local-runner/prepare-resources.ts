/** Builds the indexes, trains the intent models and opens the banks that a page handed over. */
import type { Runtime } from '../../../runtime/browser.ts'
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
    report({ kind: 'index', name })
    await services.indexes.create({ ...index, name })
    await services.indexes.putArticles(id, articles)
    await services.jobs.wait((await services.indexes.build(id)).id)
  }
  for (const { utterances, ...model } of intents) {
    const { id, name = id } = model
    report({ kind: 'intents', name })
    await services.intents.create({ ...model, name })
    const rows = utterances.map((row, index) => ({ id: `u${index + 1}`, ...row }))
    await services.intents.putUtterances(id, rows)
    await services.jobs.wait((await services.intents.train(id)).id)
  }
  for (const bank of banks) await prepareBank(services, bank, report)
}

async function prepareBank(
  { banks }: Services,
  { id, name = id, language, adapters, routes, defaultAlias }: CheckedResources['banks'][number],
  report: (preparing: Preparing) => void,
): Promise<void> {
  report({ kind: 'bank', name })
  await banks.create({ id, name, language })
  for (const { alias, config, weights } of adapters) {
    const adapter = await banks.addAdapter(id, alias, { config, weights })
    await banks.flipAlias(id, alias, adapter.id)
  }
  await banks.setRoutes(id, { routes, defaultAlias })
}
