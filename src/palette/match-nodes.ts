/** Finds node types by what a person types: title, category, summary or type, in both languages. */
import type { NodeCategory, NodeDefinition } from '../../runtime/core/node/define-node.ts'
import { nodeCategories } from '../../runtime/core/node/define-node.ts'
import { scoreQuery } from '../document/score-text.ts'

export interface PaletteItem {
  readonly definition: NodeDefinition
  readonly title: string
  readonly summary: string
  /** What else it is called, as in another language. */
  readonly names: readonly string[]
  /** What else is said about it: categories, summaries. */
  readonly words: readonly string[]
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

/** Items that match every word of the query, best first. */
export function matchNodes(items: readonly PaletteItem[], query: string): readonly PaletteItem[] {
  if (query.trim() === '') return items
  return items
    .map((item, index) => {
      const names = [item.title, item.definition.type, ...item.names]
      return { item, index, score: scoreQuery(query, names, [item.summary, ...item.words]) }
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ item }) => item)
}

/** The items of these types, in their order; types that are not on offer are left out. */
export function pickItems(items: readonly PaletteItem[], types: readonly string[]): readonly PaletteItem[] {
  return types.flatMap((type) => items.find(({ definition }) => definition.type === type) ?? [])
}
