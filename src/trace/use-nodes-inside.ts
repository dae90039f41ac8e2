import { useEffect, useMemo, useState } from 'react'
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import type { FindStored } from '../../runtime/core/document/find-inside.ts'
import { loadStored } from '../../runtime/core/document/find-inside.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { StoredReference } from '../../runtime/core/services/sub-pipelines.ts'
import { listEdgesInside, listNodesInside, nothingStored } from '../document/inside-node.ts'
import { useServer } from '../session/server-context.tsx'

const noPipeline = emptyPipeline('none', '-')

/** Nodes and wires of all levels of a pipeline of the server, those of stored revisions as soon as they are here. */
export function useNodesInside(
  document: PipelineDocument = noPipeline,
  registry: NodeRegistry,
): { readonly nodes: ReadonlyMap<string, NodeRecord>; readonly edges: readonly EdgeRecord[] } {
  const { pipelines } = useServer()
  const [stored, setStored] = useState<{ of: PipelineDocument; find: FindStored } | null>(null)
  useEffect(() => {
    let isCurrent = true
    const load = async ({ id, revision }: StoredReference) =>
      (await pipelines.revision(id, revision)).document
    void loadStored(document, load).then((find) => {
      if (isCurrent) setStored({ of: document, find })
    })
    return () => {
      isCurrent = false
    }
  }, [document, pipelines])
  const find = stored?.of === document ? stored.find : nothingStored
  return useMemo(
    () => ({
      nodes: listNodesInside(document, registry, find),
      edges: listEdgesInside(document, registry, find),
    }),
    [document, registry, find],
  )
}
