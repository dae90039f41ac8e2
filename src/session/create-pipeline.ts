/** Puts a new pipeline on the server, under an id that is made from its name and that nothing has yet. */
import type { SignalboxClient } from '../../runtime/client/client.ts'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'

/** `Support desk (copy)` gives `support-desk-copy`; names without Latin letters give `pipeline`. */
export function idFromName(name: string, taken: ReadonlySet<string>): string {
  const stem =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 56) || 'pipeline'
  if (!taken.has(stem)) return stem
  for (let count = 2; ; count += 1) if (!taken.has(`${stem}-${count}`)) return `${stem}-${count}`
}

export async function createUnderFreeId(
  server: SignalboxClient,
  make: (id: string) => PipelineDocument,
  name: string,
): Promise<PipelineDocument> {
  const taken = new Set((await server.pipelines.list()).map(({ id }) => id))
  return (await server.pipelines.create(make(idFromName(name, taken)))).document
}
