/** Which pipelines a list shows, and in which order. */
import type { PipelineSummary } from '../../../runtime/core/wire/pipelines.ts'

export const pipelineOrders = ['edited', 'name', 'runs'] as const
export type PipelineOrder = (typeof pipelineOrders)[number]

export interface ListedPipeline extends PipelineSummary {
  /** 0 also while they are not counted yet. */
  readonly runs: number
}

export interface PipelineFilter {
  readonly search: string
  /** A pipeline must have all of them. */
  readonly tags: ReadonlySet<string>
  readonly hasArchived: boolean
  readonly order: PipelineOrder
}

/** Every word of the search stands somewhere in the name, the description, the id or a tag. */
export function findPipelines(
  pipelines: readonly ListedPipeline[],
  { search, tags, hasArchived, order }: PipelineFilter,
): readonly ListedPipeline[] {
  const words = search.toLowerCase().split(/\s+/)
  const isFound = ({ id, name, description, tags: own, isArchived }: ListedPipeline): boolean => {
    const text = [id, name, description, ...own].join('\n').toLowerCase()
    return (
      (hasArchived || !isArchived) &&
      [...tags].every((tag) => own.includes(tag)) &&
      words.every((word) => text.includes(word))
    )
  }
  return pipelines.filter(isFound).sort(comparisons[order])
}

type Comparison = (a: ListedPipeline, b: ListedPipeline) => number

const byName: Comparison = (a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id)
const comparisons: Readonly<Record<PipelineOrder, Comparison>> = {
  edited: (a, b) => b.updatedAt.localeCompare(a.updatedAt) || byName(a, b),
  name: byName,
  runs: (a, b) => b.runs - a.runs || byName(a, b),
}

/** All tags of these pipelines with how many bear each, in the order of the alphabet. */
export function countTags(
  pipelines: readonly Pick<PipelineSummary, 'tags'>[],
): readonly { readonly tag: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const { tags } of pipelines) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts].map(([tag, count]) => ({ tag, count })).sort((a, b) => a.tag.localeCompare(b.tag))
}

/** What somebody wrote, commas of both scripts between; each tag once. */
export function readTags(text: string): readonly string[] {
  const tags = text.split(/[,，、]/).map((tag) => tag.trim())
  return [...new Set(tags)].filter((tag) => tag !== '')
}
