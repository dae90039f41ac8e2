/** Finds node types by what a person types: title, category, summary or type, in both languages. */
import type { NodeCategory, NodeDefinition } from '../../runtime/core/node/define-node.ts'
import { nodeCategories } from '../../runtime/core/node/define-node.ts'

export interface PaletteItem {
  readonly definition: NodeDefinition
  readonly title: string
  readonly summary: string
}

export interface PaletteGroup {
  readonly category: NodeCategory
  readonly items: readonly PaletteItem[]
}

/** The node types in the order of the registry, by category. */
export function groupByCategory(items: readonly PaletteItem[]): readonly PaletteGroup[] {
  return nodeCategories.flatMap((category) => {
    const own = items.filter(({ definition }) => definition.category === category)
    return own.length === 0 ? [] : [{ category, items: own }]
  })
}

/**
 * Items that match every word of the query, best first. `categoryTitle` names categories in the reader's language;
 * the English title of a definition is always searched too.
 */
export function matchNodes(
  items: readonly PaletteItem[],
  query: string,
  categoryTitle: (category: NodeCategory) => string,
): readonly PaletteItem[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return items
  return items
    .map((item, index) => {
      const names = [item.title, item.definition.title, item.definition.type]
      const rest = [categoryTitle(item.definition.category), item.summary, item.definition.summary]
      const scores = words.map((word) => scoreWord(word, names, rest))
      const score = scores.includes(0) ? 0 : scores.reduce((sum, one) => sum + one, 0)
      return { item, index, score }
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ item }) => item)
}

/** From 0 (no match) to 5 (a name begins with the word). */
function scoreWord(word: string, names: readonly string[], rest: readonly string[]): number {
  const lowered = names.map((name) => name.toLowerCase())
  if (lowered.some((name) => name.startsWith(word))) return 5
  if (lowered.some((name) => name.split(/[\s-]+/).some((part) => part.startsWith(word)))) return 4
  if (lowered.some((name) => name.includes(word))) return 3
  if (rest.some((text) => text.toLowerCase().includes(word))) return 2
  return lowered.some((name) => isSubsequence(word, name)) ? 1 : 0
}

/** `hret` in `hybrid retriever`. */
function isSubsequence(word: string, text: string): boolean {
  let at = 0
  for (const character of text) if (character === word[at]) at += 1
  return word.length >= 3 && at === word.length
}
