/** Ids for new nodes and edges: short, readable, unique in the document. */

/** `hybrid-retriever`, `hybrid-retriever-2`, … */
export function newNodeId(type: string, taken: ReadonlySet<string>): string {
  const stem = type.replaceAll(/[^A-Za-z0-9_-]/g, '-').slice(0, 56) || 'node'
  if (!taken.has(stem)) return stem
  for (let count = 2; ; count += 1) if (!taken.has(`${stem}-${count}`)) return `${stem}-${count}`
}

/** A port name for a new rule or route; ids of rules are stable, so they never repeat within the list. */
export function newPortName(stem: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) if (!taken.has(`${stem}-${count}`)) return `${stem}-${count}`
}

export function newEdgeId(taken: ReadonlySet<string>): string {
  for (;;) {
    const id = `e-${globalThis.crypto.randomUUID().slice(0, 8)}`
    if (!taken.has(id)) return id
  }
}
