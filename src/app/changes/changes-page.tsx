/** Two versions of a pipeline side by side: `#/build/<pipeline>/changes/<before>/<after>`, each a revision or `draft`. */
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, GitCompare } from 'lucide-react'
import { useMemo, useState } from 'react'
import { createStore } from 'zustand/vanilla'
import { builtinNodes } from '../../../nodes/index.ts'
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import { toFailure } from '../../../runtime/core/errors/failure.ts'
import { createNodeRegistry } from '../../../runtime/core/node/registry.ts'
import type { SignalboxClient } from '../../../runtime/client/client.ts'
import type { RevisionSummary } from '../../../runtime/core/wire/pipelines.ts'
import { cardWidth } from '../../drawing/card-layout.ts'
import { countChanges, diffDocuments, marksOf } from '../../document/diff-documents.ts'
import { useFailureText, useLocale, useMessages } from '../../messages/messages-context.tsx'
import { navigateTo, replaceRoute } from '../../session/navigation.ts'
import type { Pages } from '../../resources/use-pages.ts'
import { useRevisionPages } from '../../resources/use-revision-pages.ts'
import { useServer } from '../../session/server-context.tsx'
import { createServerResources } from '../../session/server-resources.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatMoment } from '../../ui/format-number.ts'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { ChangeList } from './change-list.tsx'
import styles from './changes.module.css'
import type { SharedView } from './side-canvas.tsx'
import { SideCanvas } from './side-canvas.tsx'

const draft = 'draft'
const registry = createNodeRegistry(builtinNodes)

export interface ChangesPageProps {
  readonly pipelineId: string
  readonly before: string | undefined
  readonly after: string | undefined
}

/** Without versions in the address: the newest one against what stands on the canvas. */
export function ChangesPage({ pipelineId, before, after = draft }: ChangesPageProps) {
  const failureText = useFailureText()
  const server = useServer()
  const revisions = useRevisionPages(pipelineId)
  const from = before ?? revisions.rows[0]?.hash ?? draft
  const documents = useQuery({
    queryKey: ['changes', pipelineId, from, after],
    queryFn: async () => {
      const [old, next] = await Promise.all([
        loadVersion(server, pipelineId, from),
        loadVersion(server, pipelineId, after),
      ])
      return { old, next }
    },
    enabled: before !== undefined || !revisions.isLoading,
    gcTime: 0,
  })
  const error = revisions.error ?? documents.error
  return (
    <div className={styles['page']}>
      <ChangesHead
        pipelineId={pipelineId}
        name={documents.data?.next.name ?? pipelineId}
        revisions={revisions}
        before={from}
        after={after}
      />
      {error === null ? null : (
        <div className={styles['fault']}>
          <Notice tone="danger">{failureText(toFailure(error).toJSON())}</Notice>
        </div>
      )}
      {documents.data === undefined ? null : (
        <Changes key={`${from} ${after}`} before={documents.data.old} after={documents.data.next} />
      )}
    </div>
  )
}

async function loadVersion(server: SignalboxClient, id: string, version: string): Promise<PipelineDocument> {
  const { document } =
    version === draft ? await server.pipelines.get(id) : await server.pipelines.revision(id, version)
  return document
}

interface ChangesHeadProps {
  readonly pipelineId: string
  readonly name: string
  readonly revisions: Pages<RevisionSummary>
  readonly before: string
  readonly after: string
}

function ChangesHead({ pipelineId, name, revisions, before, after }: ChangesHeadProps) {
  const say = useMessages()
  const locale = useLocale()
  const items = [
    { id: draft, label: say('changes.draft') },
    ...revisions.rows.map(({ hash, name: version, createdAt }) => ({
      id: hash,
      label: `${version === '' ? hash.slice(0, 12) : version} · ${formatMoment(createdAt, locale)}`,
    })),
    // An address may name one that is further down than what is listed.
    ...[...new Set([before, after])]
      .filter((id) => id !== draft && revisions.rows.every(({ hash }) => hash !== id))
      .map((id) => ({ id, label: id.slice(0, 12) })),
  ]
  const open = (from: string, to: string) => replaceRoute('build', pipelineId, 'changes', from, to)
  return (
    <header className={styles['head']}>
      <div>
        <h1>{say('changes.title', { name })}</h1>
        <p className={styles['soft']}>{say('changes.summary')}</p>
      </div>
      <div className={styles['choices']}>
        <Select
          label={say('changes.before')}
          items={items}
          value={before}
          onChange={(id) => open(id, after)}
        />
        <Select
          label={say('changes.after')}
          items={items}
          value={after}
          onChange={(id) => open(before, id)}
        />
        {revisions.hasMore ? (
          <Button onPress={revisions.fetchMore}>{say('pipelines.olderVersions')}</Button>
        ) : null}
        <Button icon={ArrowLeft} onPress={() => navigateTo('build', pipelineId)}>
          {say('changes.back')}
        </Button>
      </div>
    </header>
  )
}

/** A card is about as high. */
const cardHeight = 140
/** What marks a changed card stands above it. */
const tagHeight = 24

function boundsOf(nodes: PipelineDocument['nodes']) {
  const [lefts, tops] = [nodes.map(({ position }) => position.x), nodes.map(({ position }) => position.y)]
  const [x, y] = [Math.min(...lefts), Math.min(...tops) - tagHeight]
  return { x, y, width: Math.max(...lefts) - x + cardWidth, height: Math.max(...tops) - y + cardHeight }
}

/** From here on a drawing is seen larger in half the height than in half the width, on the screens people have. */
const wideAspect = 1.7

function Changes({ before, after }: { before: PipelineDocument; after: PipelineDocument }) {
  const say = useMessages()
  const [shared] = useState(() => createStore<SharedView>(() => ({ viewport: null, node: null })))
  const diff = useMemo(() => diffDocuments(before, after), [before, after])
  const marks = useMemo(() => marksOf(diff), [diff])
  const server = useServer()
  const resources = useMemo(() => createServerResources(server, say), [server, say])
  const bounds = useMemo(() => boundsOf([...before.nodes, ...after.nodes]), [before, after])
  const sides = { shared, bounds, resources }
  const count = countChanges(diff)
  const show = (id: string) =>
    shared.setState(({ node }) => ({ node: { id, count: (node?.count ?? 0) + 1 } }))
  return (
    <div className={styles['body']} data-wide={bounds.width > wideAspect * bounds.height}>
      <aside className={styles['changes']} aria-label={say('changes.list')}>
        <p role="status" className={styles['count']}>
          {say('changes.count', { n: count })}
        </p>
        {count === 0 ? (
          <EmptyState icon={GitCompare} title={say('changes.none')}>
            {say('changes.noneText')}
          </EmptyState>
        ) : (
          <ChangeList diff={diff} before={before} after={after} registry={registry} onShow={show} />
        )}
      </aside>
      <SideCanvas label={say('changes.before')} document={before} marks={marks.before} {...sides} />
      <SideCanvas label={say('changes.after')} document={after} marks={marks.after} {...sides} />
    </div>
  )
}
