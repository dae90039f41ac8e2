/** The newest version of each resource that was opened, held in memory. */
export interface OpenedVersions<Opened> {
  /** What is held of this version; another version takes its place once it is asked for. */
  open(id: string, version: string | number, load: () => Promise<Opened>): Promise<Opened>
  forget(id: string): void
}

export function createOpenedVersions<Opened>(): OpenedVersions<Opened> {
  const opened = new Map<string, { version: string | number; content: Promise<Opened> }>()
  return {
    open: (id, version, load) => {
      const known = opened.get(id)
      if (known?.version === version) return known.content
      const content = load()
      opened.set(id, { version, content })
      // A failed load must not be remembered.
      content.catch(() => opened.delete(id))
      return content
    },
    forget: (id) => void opened.delete(id),
  }
}
