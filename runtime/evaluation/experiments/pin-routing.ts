/** Where the banks of a variant sent requests when its experiment started: routes with their thresholds, and the default alias. */
import type { Admission } from '../../core/services/services.ts'
import type { PinnedRouting } from '../../core/wire/experiments.ts'

/** @returns by bank, of those that the admission holds; routes in the order of their intents, for order decides nothing */
export async function pinRouting({ pins, services }: Admission): Promise<Record<string, PinnedRouting>> {
  const banks = Object.keys(pins.banks).map(async (id) => {
    const { routes, defaultAlias } = await services.banks.open(id)
    const sorted = routes.toSorted((a, b) => (a.intent < b.intent ? -1 : a.intent > b.intent ? 1 : 0))
    return [id, { routes: sorted, defaultAlias }] as const
  })
  return Object.fromEntries(await Promise.all(banks))
}
