/** What the embedded reader reads off every passage, stored with its chunk when it is indexed: no question has to wait for it. */
import { createPacer } from '../core/pacer.ts'
import type { Language } from '../core/values.ts'
import { storePassage, storedPassageName } from '../reader/stored-passage.ts'
import { ChunkBlobs } from '../retrieval/chunk-blobs.ts'
import type { SearchIndex } from '../retrieval/search-index.ts'

/**
 * The same index with its chunks described for the readers of a language; gives way to the event loop while it works.
 *
 * @param onProgress hears the share that is done, 0 to 1
 * @throws the reason of `signal` when it is aborted
 */
export async function describeChunks(
  index: SearchIndex,
  language: Language,
  onProgress: (share: number) => void = () => {},
  signal?: AbortSignal,
): Promise<SearchIndex> {
  const pacer = createPacer(signal)
  const blobs: Uint8Array[] = []
  for (const [position, { document }] of index.chunks.entries()) {
    if (pacer.isDue()) {
      onProgress(position / index.chunks.length)
      await pacer.pause()
    }
    const title = index.documents[document]?.title ?? ''
    blobs.push(storePassage({ title, text: index.chunkText(position) }, language))
  }
  return index.withAnnotation(storedPassageName(language), ChunkBlobs.pack(blobs))
}
