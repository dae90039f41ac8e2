/** Between a writer that must not wait and one reader. */
export interface EventQueue<Item> {
  push(item: Item): void
  /** No more items come. */
  end(): void
  read(): AsyncGenerator<Item, void>
}

export function createEventQueue<Item>(): EventQueue<Item> {
  let items: Item[] = []
  let isOver = false
  let wake: (() => void) | undefined
  const notify = () => {
    wake?.()
    wake = undefined
  }
  return {
    push: (item) => {
      items.push(item)
      notify()
    },
    end: () => {
      isOver = true
      notify()
    },
    read: async function* () {
      for (;;) {
        const batch = items
        items = []
        yield* batch
        if (items.length > 0) continue
        if (isOver) return
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}
