/** What hosts have, asked for and remembered by provider: what asks again shows at once what came last. */
import type { Resource, ResourceKind, ResourceProvider } from './resources.ts'

type Listener = (kind: ResourceKind) => void

const listeners = new WeakMap<ResourceProvider, Set<Listener>>()

const loaded = new WeakMap<ResourceProvider, Map<ResourceKind, readonly Resource[]>>()

/** Asks anew. @throws what the provider throws */
export async function loadResources(
  provider: ResourceProvider,
  kind: ResourceKind,
): Promise<readonly Resource[]> {
  const items = await provider.list(kind)
  const known = loaded.get(provider) ?? new Map<ResourceKind, readonly Resource[]>()
  loaded.set(provider, known.set(kind, items))
  for (const listener of listeners.get(provider) ?? []) listener(kind)
  return items
}

/** Calls back with its kind whenever a list of this provider has come, whoever asked for it. @returns call it to stop */
export function watchResources(provider: ResourceProvider, listener: Listener): () => void {
  const all = listeners.get(provider) ?? new Set<Listener>()
  listeners.set(provider, all.add(listener))
  return () => all.delete(listener)
}

/** What came last; undefined when nothing has. */
export function recallResources(
  provider: ResourceProvider,
  kind: ResourceKind,
): readonly Resource[] | undefined {
  return loaded.get(provider)?.get(kind)
}
