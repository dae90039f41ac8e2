/** How far a node is, or what it uses that is still being made: a bar below the card, which can be read and announces nothing itself. */
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand'
import type { Progress } from '../../runtime/core/trace/events.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { titleOfNode } from '../messages/node-texts.ts'
import { describeProgress, shareOf } from '../runs/describe-progress.ts'
import { describePreparing } from '../runs/local-runner/describe-preparing.ts'
import type { LocalRunState } from '../runs/local-runner/local-runner.ts'
import { useDocument, useEditor } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'
import styles from './node-card.module.css'

export function CardProgress({ id, progress }: { id: string; progress: Progress }) {
  const say = useMessages()
  const locale = useLocale()
  const texts = useNodeTexts()
  const { nodes: registry } = useEditor()
  const record = useDocument(({ document }) => document.nodes.find((node) => node.id === id))
  const title = record === undefined ? id : titleOfNode(record, registry, texts)
  return <Bar title={title} share={shareOf(progress)} text={describeProgress(progress, say, locale)} />
}

/** Where runs happen in the page, which makes what they use before the first of them. */
export function CardPreparing({ resolved }: { resolved: ResolvedNode }) {
  const { localRuns } = useEditor()
  return localRuns === null ? null : <Preparing resolved={resolved} runs={localRuns} />
}

function Preparing({ resolved, runs }: { resolved: ResolvedNode; runs: StoreApi<LocalRunState> }) {
  const say = useMessages()
  const locale = useLocale()
  const texts = useNodeTexts()
  const { nodes: registry } = useEditor()
  const { record, definition, config, isValid } = resolved
  const preparing = useStore(runs, (state) => state.preparing)
  if (preparing === null || definition === undefined || !isValid) return null
  const isUsed = definition
    .pins(config)
    .some(({ kind, id }) => kind === preparing.kind && id === preparing.id)
  if (!isUsed) return null
  const title = titleOfNode(record, registry, texts)
  return (
    <Bar
      title={title}
      share={preparing.share ?? undefined}
      text={describePreparing(preparing, say, locale)}
    />
  )
}

/** Without a share only the text stands there. */
function Bar({ title, share, text }: { title: string; share: number | undefined; text: string }) {
  const say = useMessages()
  return (
    <div
      className={styles['progress']}
      role="progressbar"
      aria-label={say('canvas.progress', { title })}
      aria-valuetext={text}
      {...(share === undefined ? {} : { 'aria-valuenow': Math.round(share * 100) })}
      data-testid="node-progress"
    >
      {share === undefined ? null : (
        <span className={styles['footBar']}>
          <span style={{ inlineSize: `${share * 100}%` }} />
        </span>
      )}
      <span className={styles['doing']} title={text}>
        {text}
      </span>
    </div>
  )
}
