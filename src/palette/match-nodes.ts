/** Finds node types by what a person types: title, category, summary or type, in both languages. */
import type { NodeCategory, NodeDefinition } from '../../runtime/core/node/define-node.ts'
import { nodeCategories } from '../../runtime/core/node/define-node.ts'
import { scoreQuery } from '../document/score-text.ts'

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
  if (query.trim() === '') return items
  return items
    .map((item, index) => {
      const names = [item.title, item.definition.title, item.definition.type]
      const rest = [categoryTitle(item.definition.category), item.summary, item.definition.summary]
      return { item, index, score: scoreQuery(query, names, rest) }
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ item }) => item)
}
