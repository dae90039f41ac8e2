import { failure } from '../errors/failure.ts'
import type { Resource, ResourceKind, ResourceReader } from './resources.ts'

/** Looks resources up by the id under which the host registered them. */
export function readResources(resources: Readonly<Record<string, Resource>>): ResourceReader {
  return {
    open: <Kind extends ResourceKind>(id: string, kinds: readonly Kind[]) => {
      const resource = Object.hasOwn(resources, id) ? resources[id] : undefined
      if (resource === undefined) throw failure('RESOURCE_NOT_REGISTERED', { resource: id })
      if (!isOfKind(resource, kinds)) {
        const { kind } = resource
        throw failure('RESOURCE_WRONG_KIND', { resource: id, kind, wanted: kinds.join(' or ') })
      }
      return resource
    },
  }
}

function isOfKind<Kind extends ResourceKind>(
  resource: Resource,
  kinds: readonly Kind[],
): resource is Extract<Resource, { kind: Kind }> {
  return kinds.some((kind) => kind === resource.kind)
}
