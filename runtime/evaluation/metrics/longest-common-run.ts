/**
 * Length of the longest run of items that stands in both, in linear time: `a` is read through the suffix automaton of `b`. Source:
 * Blumer et al., "The smallest automaton recognizing the subwords of a text", Theoretical Computer Science 40 (1985).
 */
export function longestCommonRun(a: readonly string[], b: readonly string[]): number {
  const root = suffixAutomaton(b)
  let state = root
  let length = 0
  let longest = 0
  for (const item of a) {
    let next = state.next.get(item)
    while (next === undefined && state.link !== undefined) {
      state = state.link
      length = state.length
      next = state.next.get(item)
    }
    if (next === undefined) continue
    state = next
    length += 1
    longest = Math.max(longest, length)
  }
  return longest
}

interface State {
  /** Of the longest run that leads here. */
  readonly length: number
  readonly next: Map<string, State>
  /** Where the longest suffix leads that ends at other places too; undefined for the root. */
  link: State | undefined
}

function suffixAutomaton(items: readonly string[]): State {
  const root: State = { length: 0, next: new Map(), link: undefined }
  let last = root
  for (const item of items) last = extend(root, last, item)
  return root
}

function extend(root: State, last: State, item: string): State {
  const added: State = { length: last.length + 1, next: new Map(), link: root }
  let from: State | undefined = last
  while (from !== undefined && !from.next.has(item)) {
    from.next.set(item, added)
    from = from.link
  }
  const target = from?.next.get(item)
  if (from === undefined || target === undefined) return added
  if (target.length === from.length + 1) {
    added.link = target
    return added
  }
  const clone: State = { length: from.length + 1, next: new Map(target.next), link: target.link }
  while (from !== undefined && from.next.get(item) === target) {
    from.next.set(item, clone)
    from = from.link
  }
  target.link = clone
  added.link = clone
  return added
}
