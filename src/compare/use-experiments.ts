/** The experiments of the server: listed, followed while they run, started, stopped, removed with an undo. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { CreateExperiment, ExperimentSummary } from '../../runtime/core/wire/experiments.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { useServer } from '../session/server-context.tsx'
import { useToast } from '../ui/toast.tsx'
import { RemovalQueue } from './removal-queue.ts'

const listKey = ['experiments'] as const

/** Streams that the list keeps open: browsers allow six connections a server, and the page needs some for itself. */
const mostStreams = 2
const pollMs = 2_000

export function useExperiments() {
  const server = useServer()
  return useQuery({
    queryKey: listKey,
    queryFn: async () => [...(await server.experiments.list())],
    refetchInterval: ({ state }) =>
      (state.data ?? []).filter((one) => one.state === 'running').length > mostStreams ? pollMs : false,
  })
}

/** Those that are not on their way out. */
export function useListedExperiments(
  experiments: readonly ExperimentSummary[],
): readonly ExperimentSummary[] {
  const waiting = useSyncExternalStore(removals.subscribe, removals.read)
  return experiments.filter(({ id }) => !waiting.has(id))
}

/** Follows those that run, so that the list shows their progress. */
export function useFollowedExperiments(experiments: readonly ExperimentSummary[]): void {
  const server = useServer()
  const queries = useQueryClient()
  const ids = experiments
    .filter(({ state }) => state === 'running')
    .slice(0, mostStreams)
    .map(({ id }) => id)
    .join('\n')
  useEffect(() => {
    if (ids === '') return undefined
    const controller = new AbortController()
    const { signal } = controller
    const follow = async (id: string) => {
      for await (const next of server.experiments.follow(id, signal)) {
        if (signal.aborted) return
        queries.setQueryData<ExperimentSummary[]>(listKey, (list) =>
          list?.map((one) => (one.id === id ? next : one)),
        )
      }
    }
    for (const id of ids.split('\n')) {
      // A stream that breaks off is begun again by the next look at the list.
      follow(id).catch(() => {
        if (!signal.aborted) setTimeout(() => void queries.invalidateQueries({ queryKey: listKey }), pollMs)
      })
    }
    return () => controller.abort()
  }, [server, queries, ids])
}

export interface ExperimentActions {
  create(definition: CreateExperiment): Promise<ExperimentSummary>
  /** Starts or resumes. What keeps it from running is shown as a message. */
  start(id: string): void
  stop(id: string): void
  /** Gone at once, and for good a moment later unless that is undone. */
  remove(experiment: ExperimentSummary): void
}

const removals = new RemovalQueue()

export function useExperimentActions(): ExperimentActions {
  const say = useMessages()
  const sayFailure = useFailureText()
  const server = useServer()
  const queries = useQueryClient()
  const showToast = useToast()
  const refresh = useCallback(() => queries.invalidateQueries({ queryKey: listKey }), [queries])
  const showFailure = (error: unknown) => showToast({ tone: 'danger', text: sayFailure(toFailure(error)) })
  const put = (change: Promise<ExperimentSummary>) => {
    change.then((next) => {
      queries.setQueryData(['experiment', next.id], next)
      queries.setQueryData<ExperimentSummary[]>(listKey, (list) =>
        list?.map((one) => (one.id === next.id ? next : one)),
      )
      return refresh()
    }, showFailure)
  }
  return {
    create: async (definition) => {
      const made = await server.experiments.create(definition)
      await refresh()
      return made
    },
    start: (id) => put(server.experiments.start(id)),
    stop: (id) => put(server.experiments.stop(id)),
    remove: ({ id, definition: { name } }) => {
      removals.add(id, async () => {
        await server.experiments.remove(id).catch(showFailure)
        await refresh()
      })
      showToast({
        text: say('compare.removed', { name }),
        action: { label: say('resources.undo'), onPress: () => removals.undo(id) },
      })
    },
  }
}
