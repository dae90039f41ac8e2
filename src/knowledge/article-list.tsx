/** All articles of an index: search, open, add, import by button or drag. */
import { useQueryClient } from '@tanstack/react-query'
import { FilePlus2, Upload } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Article, IndexSummary } from '../../runtime/core/wire/indexes.ts'
import { useLocale, useMessages, useSchemaErrors } from '../messages/messages-context.tsx'
import { PagesFailure } from '../resources/pages-failure.tsx'
import { useDraftIds } from '../resources/drafts.ts'
import type { Importer } from '../resources/import/import-dialog.tsx'
import { ImportDialog } from '../resources/import/import-dialog.tsx'
import { useDebounced } from '../resources/use-debounced.ts'
import { fetchAllRows, usePages } from '../resources/use-pages.ts'
import { hrefOf, navigateTo } from '../session/navigation.ts'
import { useServer } from '../session/server-context.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { DropArea } from '../ui/drop-area.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { formatCount } from '../ui/format-number.ts'
import { SearchField } from '../ui/search-field.tsx'
import { useToast } from '../ui/toast.tsx'
import { VirtualTable } from '../ui/virtual-table.tsx'
import panel from '../resources/rows-panel.module.css'
import styles from './knowledge.module.css'
import { articleEndings, parseArticles } from './parse-articles.ts'
import { newPlace } from './places.ts'

export function ArticleList({ index, openId }: { index: IndexSummary; openId: string | null }) {
  const say = useMessages()
  const locale = useLocale()
  const server = useServer()
  const [typed, setTyped] = useState('')
  const search = useDebounced(typed.trim())
  const [dropped, setDropped] = useState<readonly File[] | null>(null)
  const importer = useArticleImporter(index)
  const drafts = useDraftIds('article', index.id)
  const pages = usePages(['articles', index.id, search], (page) =>
    server.indexes.articles(index.id, { ...page, ...(search === '' ? {} : { search }) }),
  )
  const openNew = () => navigateTo('knowledge', index.id, newPlace)

  return (
    <section className={styles['list']} aria-label={say('knowledge.articles')}>
      <div className={styles['tools']}>
        <SearchField label={say('knowledge.searchArticles')} value={typed} onChange={setTyped} />
        <Button icon={FilePlus2} onPress={openNew}>
          {say('knowledge.newArticle')}
        </Button>
        <Button icon={Upload} onPress={() => setDropped([])}>
          {say('resources.import')}
        </Button>
        <span className={styles['count']} role="status">
          {pages.isLoading
            ? say('ui.loading')
            : say('knowledge.articlesFound', {
                n: formatCount(pages.total, locale),
                total: formatCount(index.articles, locale),
              })}
        </span>
      </div>
      <DropArea onFiles={setDropped} className={panel['drop']}>
        {pages.error !== null ? (
          <PagesFailure error={pages.error} onRetry={pages.retry} />
        ) : pages.total === 0 && !pages.isLoading ? (
          <NoArticles search={search} onNew={openNew} />
        ) : (
          <VirtualTable
            label={say('knowledge.articles')}
            isHeadHidden
            className={panel['table']}
            columns={[
              {
                id: 'title',
                title: say('knowledge.articleTitle'),
                track: '1fr',
                cell: (article: Article) => (
                  <ArticleLine index={index} article={article} isUnsaved={drafts.has(article.id)} />
                ),
              },
            ]}
            rows={pages.rows}
            total={pages.total}
            idOf={({ id }) => id}
            selected={openId}
            onEndReached={pages.fetchMore}
          />
        )}
      </DropArea>
      {drafts.has(newPlace) && openId !== newPlace ? (
        <Button className={styles['waiting']} variant="quiet" onPress={openNew}>
          {say('knowledge.newArticle')} <Badge tone="caution">{say('resources.unsaved')}</Badge>
        </Button>
      ) : null}
      {dropped === null ? null : (
        <ImportDialog importer={importer} files={dropped} onClose={() => setDropped(null)} />
      )}
    </section>
  )
}

function ArticleLine({
  index,
  article: { id, title },
  isUnsaved,
}: {
  index: IndexSummary
  article: Article
  isUnsaved: boolean
}) {
  const say = useMessages()
  return (
    <a className={styles['line']} href={hrefOf('knowledge', index.id, id)}>
      <span className={styles['lineTitle']}>
        {title} {isUnsaved ? <Badge tone="caution">{say('resources.unsaved')}</Badge> : null}
      </span>
      <code className={styles['lineId']}>{id}</code>
    </a>
  )
}

function NoArticles({ search, onNew }: { search: string; onNew: () => void }) {
  const say = useMessages()
  if (search !== '') return <EmptyState title={say('knowledge.noneFound', { search })} />
  return (
    <EmptyState
      icon={FilePlus2}
      title={say('knowledge.noArticles')}
      action={<Button onPress={onNew}>{say('knowledge.newArticle')}</Button>}
    >
      {say('knowledge.noArticlesText')}
    </EmptyState>
  )
}

/** What `PUT /articles` takes. */
const mostArticles = 5_000

function useArticleImporter(index: IndexSummary): Importer<Article> {
  const say = useMessages()
  const server = useServer()
  const queries = useQueryClient()
  const showToast = useToast()
  const schemaErrors = useSchemaErrors()
  return useMemo(
    () => ({
      title: say('knowledge.importTitle'),
      help: say('knowledge.importHelp'),
      endings: articleEndings,
      mostRows: mostArticles,
      read: (files) => parseArticles(files, schemaErrors),
      preview: async (rows) => {
        const known = await fetchAllRows((page) => server.indexes.articles(index.id, page))
        const ids = new Set(known.map(({ id }) => id))
        const replaced = rows.filter(({ id }) => ids.has(id)).length
        return say('knowledge.importPreview', { added: rows.length - replaced, replaced })
      },
      save: async (rows) => {
        await server.indexes.putArticles(index.id, rows)
        await Promise.all(
          ['indexes', 'articles', 'article'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
        )
        showToast({ tone: 'clear', text: say('resources.imported', { n: rows.length }) })
      },
    }),
    [say, server, queries, showToast, schemaErrors, index.id],
  )
}
