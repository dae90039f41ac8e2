/** One writer, many readers, each at its own pace. */
export interface Broadcast<Item> {
  publish(item: Item): void
  /** Ends all readers once they have read what was published. */
  close(): void
  /** What is published from now on; ends with the broadcast or with the signal. */
  subscribe(signal?: AbortSignal): AsyncIterable<Item>
}

interface Reader<Item> {
  readonly queue: Item[]
  wake: (() => void) | undefined
}

export function createBroadcast<Item>(): Broadcast<Item> {
  const readers = new Set<Reader<Item>>()
  let isClosed = false
  const wakeAll = () => {
    for (const reader of readers) reader.wake?.()
  }
  return {
    publish: (item) => {
      for (const reader of readers) reader.queue.push(item)
      wakeAll()
    },
    close: () => {
      isClosed = true
      wakeAll()
    },
    subscribe: (signal) => {
      const reader: Reader<Item> = { queue: [], wake: undefined }
      readers.add(reader)
      return readAll(
        reader,
        () => isClosed || signal?.aborted === true,
        () => readers.delete(reader),
        signal,
      )
    },
  }
}

async function* readAll<Item>(
  reader: Reader<Item>,
  isOver: () => boolean,
  leave: () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<Item, void> {
  const onAbort = () => reader.wake?.()
  signal?.addEventListener('abort', onAbort)
  try {
    for (;;) {
      const item = reader.queue.shift()
      if (item !== undefined) yield item
      else if (isOver()) return
      else {
        await new Promise<void>((resolve) => {
          reader.wake = resolve
        })
        reader.wake = undefined
      }
    }
  } finally {
    signal?.removeEventListener('abort', onAbort)
    leave()
  }
}
