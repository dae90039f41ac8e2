/** Articles and the indexes made of them: write, import, build, and see what a question finds. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { BookOpen, Hammer } from 'lucide-react'
import { z } from 'zod'
import type { IndexSummary } from '../../runtime/core/wire/indexes.ts'
import type { Job } from '../../runtime/core/wire/jobs.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { useDraftIds } from '../resources/drafts.ts'
import { JobNotice } from '../resources/job-notice.tsx'
import { ResourcePage } from '../resources/resource-page.tsx'
import type { FollowedJob } from '../resources/use-job.ts'
import { useJob } from '../resources/use-job.ts'
import { navigateTo } from '../session/navigation.ts'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { formatBytes, formatCount, formatDuration } from '../ui/format-number.ts'
import { Notice } from '../ui/notice.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { useToast } from '../ui/toast.tsx'
import { ArticleEditor } from './article-editor.tsx'
import { ArticleList } from './article-list.tsx'
import styles from './knowledge.module.css'
import { SearchTrial } from './search-trial.tsx'
import { articleTexts, newPlace, searchPlace } from './places.ts'

const buildResultSchema = z.object({ documents: z.number(), seconds: z.number() })

export function KnowledgeView({ parts }: { parts: readonly string[] }) {
  const [openId = null, place = null] = parts
  const say = useMessages()
  const server = useServer()
  const queries = useQueryClient()
  const query = useQuery({ queryKey: ['indexes'], queryFn: () => server.indexes.list() })
  const build = useBuild(openId)
  // While something open is unsaved, saving it is the main step.
  const drafts = useDraftIds('article', openId ?? '')
  return (
    <ResourcePage
      view="knowledge"
      openId={openId}
      icon={BookOpen}
      query={query}
      texts={articleTexts(say)}
      onCreate={async (resource) => {
        const made = await server.indexes.create(resource)
        await queries.invalidateQueries({ queryKey: ['indexes'] })
        return made
      }}
      removal={{
        text: say('knowledge.removeText'),
        listUses: (index) => server.pipelines.list({ index }),
        remove: (id) => server.indexes.remove(id),
      }}
      summary={(index) => <Status index={index} />}
      actions={(index) => (
        <Button
          variant={drafts.has(place ?? '') ? 'secondary' : 'primary'}
          icon={Hammer}
          isDisabled={build.isRunning || index.articles === 0}
          onPress={() => build.start(() => server.indexes.build(index.id))}
        >
          {say('knowledge.build')}
        </Button>
      )}
    >
      {(index) => <OpenIndex key={index.id} index={index} place={place} build={build} />}
    </ResourcePage>
  )
}

function useBuild(indexId: string | null): FollowedJob {
  const say = useMessages()
  const locale = useLocale()
  const server = useServer()
  const queries = useQueryClient()
  const showToast = useToast()
  return useJob({
    kind: 'index-build',
    target: indexId,
    onEnd: (job: Job) => {
      void queries.invalidateQueries({ queryKey: ['indexes'] })
      const result = buildResultSchema.safeParse(job.result)
      if (job.state !== 'succeeded' || !result.success) return
      const { documents, seconds } = result.data
      void server.indexes.get(job.target).then(({ generation }) =>
        showToast({
          tone: 'clear',
          text: say('knowledge.built', {
            generation,
            articles: formatCount(documents, locale),
            seconds: formatDuration(seconds * 1_000, locale),
          }),
        }),
      )
    },
  })
}

function Status({ index }: { index: IndexSummary }) {
  const say = useMessages()
  const locale = useLocale()
  const { articles, chunks, generation, bytes } = index
  if (generation === 0) return say('knowledge.statusUnbuilt', { articles })
  return say('knowledge.status', {
    articles,
    passages: formatCount(chunks, locale),
    generation,
    size: formatBytes(bytes, locale),
  })
}

function OpenIndex({
  index,
  place,
  build,
}: {
  index: IndexSummary
  place: string | null
  build: FollowedJob
}) {
  const say = useMessages()
  const isSearch = place === searchPlace
  const articleId = isSearch ? null : place
  return (
    <>
      <JobNotice followed={build} label={say('knowledge.building')} />
      {build.isRunning ? null : <Stale index={index} />}
      <div className={styles['columns']}>
        <ArticleList index={index} openId={articleId} />
        <Tabs
          label={say('knowledge.title')}
          className={styles['side']}
          panelClassName={styles['panel']}
          selected={isSearch ? 'search' : 'article'}
          onSelect={(tab) => {
            if (tab === 'search') navigateTo('knowledge', index.id, searchPlace)
            else navigateTo('knowledge', index.id)
          }}
          items={[
            {
              id: 'article',
              label: say(articleId === newPlace ? 'knowledge.newArticle' : 'knowledge.article'),
              content:
                articleId === null ? (
                  <EmptyState icon={BookOpen} title={say('knowledge.chooseArticle')}>
                    {say('knowledge.chooseArticleText')}
                  </EmptyState>
                ) : (
                  <ArticleEditor key={articleId} index={index} articleId={articleId} />
                ),
            },
            { id: 'search', label: say('knowledge.trySearch'), content: <SearchTrial index={index} /> },
          ]}
        />
      </div>
    </>
  )
}

function Stale({ index }: { index: IndexSummary }) {
  const say = useMessages()
  const { articles, generation, isStale, changes } = index
  if (generation === 0) return articles === 0 ? null : <Notice>{say('knowledge.staleUnbuilt')}</Notice>
  if (!isStale) return null
  return <Notice tone="caution">{say('knowledge.stale', { n: changes, generation })}</Notice>
}
