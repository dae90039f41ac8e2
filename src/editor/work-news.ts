/** What is built and trained for a pipeline, in lines for those who do not see its cards: the start, each quarter and the end. */
import type { ResourceReference } from '../document/resource-issues.ts'
import { ProgressNews } from '../runs/progress-news.ts'
import type { ResourceWork } from '../session/resources.ts'

export interface WorkNews {
  /** The nodes that use it, once each. */
  readonly nodes: readonly string[]
  /** Null: it goes on no more, however it ended. */
  readonly work: ResourceWork | null
}

export interface WorkListener {
  /** @param references what the pipeline uses: other work is no news */
  hear(underWay: readonly ResourceWork[], references: () => readonly ResourceReference[]): readonly WorkNews[]
}

export function createWorkListener(): WorkListener {
  const news = new ProgressNews()
  const keyOf = ({ kind, id }: Pick<ResourceWork, 'kind' | 'id'>) => `${kind} ${id}`
  return {
    hear: (underWay, references) => {
      if (underWay.length === 0 && news.listOpen().length === 0) return []
      const used = references()
      const nodesOf = (key: string) => [
        ...new Set(used.flatMap(({ kind, id, node }) => (`${kind} ${id}` === key ? [node] : []))),
      ]
      const goesOn = new Set(underWay.map(keyOf))
      const ended = news.listOpen().filter((key) => !goesOn.has(key) && news.end(key))
      const steps = underWay.filter(
        (work) =>
          nodesOf(keyOf(work)).length > 0 &&
          news.isNews(keyOf(work), work.share === null ? { done: 0 } : { done: work.share, total: 1 }),
      )
      return [
        ...ended.map((key) => ({ nodes: nodesOf(key), work: null })),
        ...steps.map((work) => ({ nodes: nodesOf(keyOf(work)), work })),
      ].filter(({ nodes }) => nodes.length > 0)
    },
  }
}
