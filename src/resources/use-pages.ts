/** A long list of the server, fetched a page at a time. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { Page, PageRequest } from '../../runtime/core/services/page.ts'

export interface Pages<Row> {
  readonly rows: readonly Row[]
  readonly total: number
  readonly isLoading: boolean
  /** True while the rows shown still belong to the question before. */
  readonly isChanging: boolean
  readonly error: unknown
  readonly hasMore: boolean
  fetchMore(): void
  retry(): void
}

const pageRows = 200

export function usePages<Row>(
  key: readonly unknown[],
  fetchPage: (page: PageRequest) => Promise<Page<Row>>,
  limit = pageRows,
): Pages<Row> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => fetchPage({ limit, ...(pageParam === null ? {} : { after: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next ?? null,
    placeholderData: keepPreviousData,
  })
  const {
    data,
    isPending,
    isPlaceholderData,
    error,
    hasNextPage,
    isFetchingNextPage,
    fetchNextPage,
    refetch,
  } = query
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data])
  const fetchMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return {
    rows,
    total: data?.pages[0]?.total ?? 0,
    isLoading: isPending,
    isChanging: isPlaceholderData,
    error,
    hasMore: hasNextPage,
    fetchMore,
    retry: () => void refetch(),
  }
}

/** All rows at once, for what must look at each. */
export async function fetchAllRows<Row>(
  fetchPage: (page: PageRequest) => Promise<Page<Row>>,
): Promise<Row[]> {
  const rows: Row[] = []
  for (let after: string | undefined; ;) {
    const page = await fetchPage({ limit: 1_000, ...(after === undefined ? {} : { after }) })
    rows.push(...page.items)
    if (page.next === undefined) return rows
    after = page.next
  }
}
