/** Says to those who do not see it how far a run, or what it waits for, is. */
import { useEffect } from 'react'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { titleOfNode } from '../messages/node-texts.ts'
import { describeProgress, describeWork } from '../runs/describe-progress.ts'
import { describePreparing, progressOfPreparing } from '../runs/local-runner/describe-preparing.ts'
import { ProgressNews } from '../runs/progress-news.ts'
import { useEditor } from '../session/editor-context.tsx'
import { listReferences } from '../document/resource-issues.ts'
import { createWorkListener } from './work-news.ts'
import { useNodeTexts } from '../session/use-node-texts.ts'

export function useProgressNews(): void {
  const say = useMessages()
  const locale = useLocale()
  const texts = useNodeTexts()
  const { localRuns, nodes: registry, runs, session, stored, whole, work } = useEditor()
  useEffect(() => {
    const news = new ProgressNews()
    const titleOf = (id: string) => {
      const record = whole.getState().document.nodes.find((node) => node.id === id)
      return record === undefined ? id : titleOfNode(record, registry, texts)
    }
    const listNews = ({ nodes }: RunView): string[] => {
      const ended = news
        .listOpen()
        .filter((id) => nodes[id]?.state === 'finished' && news.end(id))
        .map((id) => say('canvas.progressDone', { title: titleOf(id) }))
      const steps = Object.entries(nodes).flatMap(([id, { progress }]) =>
        // What goes on inside a node is told by the node.
        progress === undefined || id.includes('/') || !news.isNews(id, progress)
          ? []
          : [
              say('canvas.progressTold', {
                title: titleOf(id),
                text: describeProgress(progress, say, locale),
              }),
            ],
      )
      return [...ended, ...steps]
    }
    const tell = (lines: readonly string[]) => {
      if (lines.length > 0) session.getState().announce(lines.join(' '))
    }
    const stop = runs.subscribe(({ isRunning, view }, before) => {
      if (!isRunning) news.clear()
      else if (view !== before.view) tell(listNews(view))
    })
    const prepared = new ProgressNews()
    const stopPreparing = localRuns?.subscribe(({ preparing }) => {
      if (preparing === null) prepared.clear()
      else if (prepared.isNews(`${preparing.kind} ${preparing.id}`, progressOfPreparing(preparing)))
        tell([describePreparing(preparing, say, locale)])
    })
    const listener = createWorkListener()
    const references = () => listReferences(whole.getState().document, registry, stored.store.getState().find)
    const tellWork = () =>
      listener.hear(work.getState().underWay, references).map((one) => {
        const title = one.nodes.map(titleOf).join(', ')
        return one.work === null
          ? say('canvas.workEnded', { title })
          : say('canvas.progressTold', { title, text: describeWork(one.work, say, locale) })
      })
    const stopWork = work.subscribe(() => {
      const lines = tellWork()
      // A run tells by itself what it waits for.
      if (!runs.getState().isRunning) tell(lines)
    })
    return () => {
      stop()
      stopWork()
      stopPreparing?.()
    }
  }, [localRuns, registry, runs, session, stored, whole, work, say, locale, texts])
}
