/** How far a node is, or what it uses that is still being made: a bar below the card, which can be read and announces nothing itself. */
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand'
import type { Progress } from '../../runtime/core/trace/events.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import { listReferences } from '../document/resource-issues.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { titleOfNode } from '../messages/node-texts.ts'
import { describeProgress, describeWork, shareOf } from '../runs/describe-progress.ts'
import { describePreparing } from '../runs/local-runner/describe-preparing.ts'
import type { LocalRunState } from '../runs/local-runner/local-runner.ts'
import type { Editor } from '../session/editor-context.tsx'
import { useDocument, useEditor } from '../session/editor-context.tsx'
import type { ResourceWork } from '../session/resources.ts'
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

/** What the node uses and is being made: by the page before its first run, or by the host. */
export function CardPreparing({ resolved }: { resolved: ResolvedNode }) {
  const { localRuns } = useEditor()
  return localRuns === null ? (
    <UnderWay resolved={resolved} />
  ) : (
    <Preparing resolved={resolved} runs={localRuns} />
  )
}

function Preparing({ resolved, runs }: { resolved: ResolvedNode; runs: StoreApi<LocalRunState> }) {
  const say = useMessages()
  const locale = useLocale()
  const texts = useNodeTexts()
  const { nodes: registry } = useEditor()
  const preparing = useStore(runs, (state) => state.preparing)
  if (preparing === null || !uses(resolved, preparing)) return null
  return (
    <Bar
      title={titleOfNode(resolved.record, registry, texts)}
      share={preparing.share ?? undefined}
      text={describePreparing(preparing, say, locale)}
    />
  )
}

function UnderWay({ resolved }: { resolved: ResolvedNode }) {
  const say = useMessages()
  const locale = useLocale()
  const texts = useNodeTexts()
  const editor = useEditor()
  const work = useStore(editor.work, ({ underWay }) =>
    underWay.find((one) => uses(resolved, one) || usesInside(editor, resolved, one)),
  )
  if (work === undefined) return null
  return (
    <Bar
      title={titleOfNode(resolved.record, editor.nodes, texts)}
      share={work.share ?? undefined}
      text={describeWork(work, say, locale)}
    />
  )
}

function uses(
  { definition, config, isValid }: ResolvedNode,
  { kind, id }: Pick<ResourceWork, 'kind' | 'id'>,
): boolean {
  if (definition === undefined || !isValid) return false
  return definition.pins(config).some((pin) => pin.kind === kind && pin.id === id)
}

/** In the pipeline that the node runs. */
function usesInside(
  { document, nodes, stored }: Editor,
  { definition, record }: ResolvedNode,
  { kind, id }: ResourceWork,
): boolean {
  if (definition?.subPipelines === undefined) return false
  const alone = { ...document.getState().document, nodes: [record] }
  return listReferences(alone, nodes, stored.store.getState().find).some(
    (used) => used.kind === kind && used.id === id,
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
