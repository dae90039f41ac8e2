/** Three-way merge of lists of records with ids: what only one side changed is taken, the rest is a question. */
import { canonicalJson } from '../../runtime/core/document/content-hash.ts'

export type Side = 'mine' | 'theirs'
export type Verdict = Side | 'ask'

/** Three versions of one thing; `base` is null where nobody knows what both sides started from. */
export interface Versions<Thing> {
  readonly base: Thing | null
  readonly mine: Thing
  readonly theirs: Thing
}

/** A record that both sides changed. An undefined version was deleted on that side. */
export interface RecordConflict<Item> {
  readonly id: string
  readonly mine?: Item
  readonly theirs?: Item
}

export interface MergedRecords<Item> {
  readonly conflicts: readonly RecordConflict<Item>[]
  resolve(choose: (id: string) => Side): Item[]
}

/** A server may write keys in another order. */
export const isSame = (a: unknown, b: unknown): boolean => a === b || canonicalJson(a) === canonicalJson(b)

/** What becomes of one thing: one side's version where only that side changed it, otherwise a question. */
export function decide<Thing>({ base, mine, theirs }: Versions<Thing>): Verdict {
  if (isSame(mine, theirs)) return 'mine'
  if (base === null) return mine === undefined ? 'theirs' : theirs === undefined ? 'mine' : 'ask'
  if (isSame(base, theirs)) return 'mine'
  return isSame(base, mine) ? 'theirs' : 'ask'
}

export function mergeRecords<Item extends { readonly id: string }>(
  lists: Versions<readonly Item[]>,
  verdictOf: (versions: Versions<Item | undefined>) => Verdict = decide,
): MergedRecords<Item> {
  const byId = (list: readonly Item[]) => new Map(list.map((item) => [item.id, item]))
  const [before, ours, others] = [byId(lists.base ?? []), byId(lists.mine), byId(lists.theirs)]
  // Mine in my order, then what only the others have.
  const ids = new Set([...ours.keys(), ...others.keys(), ...before.keys()])
  const verdicts = [...ids].map((id) => ({
    id,
    verdict: verdictOf({
      base: lists.base === null ? null : before.get(id),
      mine: ours.get(id),
      theirs: others.get(id),
    }),
  }))
  return {
    conflicts: verdicts.flatMap(({ id, verdict }) => {
      if (verdict !== 'ask') return []
      const [my, their] = [ours.get(id), others.get(id)]
      return [
        { id, ...(my === undefined ? {} : { mine: my }), ...(their === undefined ? {} : { theirs: their }) },
      ]
    }),
    resolve: (choose) =>
      verdicts.flatMap(({ id, verdict }) => {
        const side = verdict === 'ask' ? choose(id) : verdict
        const item = (side === 'mine' ? ours : others).get(id)
        return item === undefined ? [] : [item]
      }),
  }
}
