/** One article: its title and text in Markdown. What is typed is kept as a draft until it is saved. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Save, Trash2 } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useState } from 'react'
import { Failure, toFailure } from '../../runtime/core/errors/failure.ts'
import type { Article, IndexSummary } from '../../runtime/core/wire/indexes.ts'
import { articleSchema } from '../../runtime/core/wire/indexes.ts'
import { useFailureText, useLocale, useMessages } from '../messages/messages-context.tsx'
import { draftKey, useDraft } from '../resources/drafts.ts'
import { useFieldCheck } from '../resources/use-field-check.ts'
import { navigateTo, replaceRoute } from '../session/navigation.ts'
import { useServer } from '../session/server-context.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { formatCount } from '../ui/format-number.ts'
import { Notice } from '../ui/notice.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useToast } from '../ui/toast.tsx'
import type { ArticleDraft } from './article-draft.ts'
import { readArticleDraft } from './article-draft.ts'
import styles from './knowledge.module.css'
import { articleIdFrom } from './parse-articles.ts'
import { newPlace } from './places.ts'

const noArticle: ArticleDraft = { id: '', title: '', text: '' }

export function ArticleEditor({ index, articleId }: { index: IndexSummary; articleId: string }) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const server = useServer()
  const isNew = articleId === newPlace
  const { data, error, isPending } = useQuery({
    queryKey: ['article', index.id, articleId],
    queryFn: () => server.indexes.article(index.id, articleId),
    enabled: !isNew,
  })
  if (isNew) return <ArticleForm index={index} saved={null} />
  if (error !== null) return <Notice tone="danger">{sayFailure(toFailure(error))}</Notice>
  if (isPending) {
    return (
      <p role="status">
        <Spinner /> {say('ui.loading')}
      </p>
    )
  }
  return <ArticleForm index={index} saved={data} />
}

function ArticleForm({ index, saved }: { index: IndexSummary; saved: Article | null }) {
  const say = useMessages()
  const locale = useLocale()
  const sayFailure = useFailureText()
  const form = useArticleForm(index, saved)
  const { shown, isDirty, isBusy, faults, failed } = form
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    form.save()
  }
  return (
    <form
      className={styles['editor']}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        form.save()
      }}
    >
      <div className={styles['editorHead']}>
        <TextField
          label={say('knowledge.articleTitle')}
          value={shown.title}
          onChange={(title) => form.change({ title })}
          error={faults['title']}
          maxLength={300}
        />
        <TextField
          label={say('knowledge.articleId')}
          isMonospace
          isReadOnly={saved !== null}
          value={shown.id}
          onChange={(id) => form.change({ id })}
          error={faults['id']}
          maxLength={120}
          {...(saved === null ? { description: say('knowledge.articleIdHelp') } : {})}
        />
      </div>
      <TextField
        className={styles['text']}
        label={say('knowledge.articleText')}
        isMultiline
        value={shown.text}
        onChange={(text) => form.change({ text })}
        error={faults['text']}
      />
      {failed === null ? null : <Notice tone="danger">{sayFailure(toFailure(failed))}</Notice>}
      <div className={styles['editorFoot']}>
        <span className={styles['soft']}>
          {say('knowledge.characters', { n: formatCount(shown.text.length, locale) })}
        </span>
        <span role="status">{isDirty ? <Badge tone="caution">{say('resources.unsaved')}</Badge> : null}</span>
        <span className={styles['gap']} />
        {saved === null ? null : (
          <Button variant="danger" icon={Trash2} onPress={form.remove}>
            {say('resources.remove')}
          </Button>
        )}
        {isDirty ? <Button onPress={form.discard}>{say('resources.discard')}</Button> : null}
        <Button
          variant={isDirty ? 'primary' : 'secondary'}
          icon={Save}
          type="submit"
          isDisabled={!isDirty}
          isPending={isBusy}
        >
          {say('resources.save')}
        </Button>
      </div>
    </form>
  )
}

function useArticleForm(index: IndexSummary, saved: Article | null) {
  const say = useMessages()
  const server = useServer()
  const { faults, setFaults, check } = useFieldCheck()
  const refresh = useRefresh(index.id)
  const base = saved ?? noArticle
  const [draft, writeDraft] = useDraft(draftKey('article', index.id, saved?.id ?? newPlace), readArticleDraft)
  const [isBusy, setIsBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>(null)
  const shown = draft ?? base

  const change = (part: Partial<ArticleDraft>) => {
    const next = { ...shown, ...part }
    // The id follows the title until somebody types one.
    const follows = saved === null && part.title !== undefined && shown.id === idFor(shown.title)
    const whole = follows ? { ...next, id: idFor(next.title) } : next
    const isSame = whole.id === base.id && whole.title === base.title && whole.text === base.text
    writeDraft(isSame ? null : whole)
    setFaults({})
  }
  const save = () => {
    if (draft === null || isBusy) return
    const article = check(articleSchema, draft)
    if (article === undefined) return
    setIsBusy(true)
    setFailed(null)
    void write(article)
      .catch(setFailed)
      .finally(() => setIsBusy(false))
  }
  const write = async (article: Article) => {
    if (saved === null && (await isTaken(article.id))) {
      setFaults({ id: say('knowledge.idTaken') })
      return
    }
    await server.indexes.putArticles(index.id, [article])
    await refresh(article)
    writeDraft(null)
    if (saved === null) replaceRoute('knowledge', index.id, article.id)
  }
  const isTaken = async (id: string) => {
    try {
      await server.indexes.article(index.id, id)
      return true
    } catch (error) {
      if (error instanceof Failure && error.code === 'ARTICLE_NOT_FOUND') return false
      throw error
    }
  }
  const remove = useRemoveArticle(index, saved, writeDraft, setFailed)
  return {
    shown,
    isDirty: draft !== null,
    isBusy,
    faults,
    failed,
    change,
    save,
    remove,
    discard: () => writeDraft(null),
  }
}

/** Removes the article at once and offers to put it back. */
function useRemoveArticle(
  index: IndexSummary,
  saved: Article | null,
  writeDraft: (draft: ArticleDraft | null) => void,
  onFailure: (error: unknown) => void,
): () => void {
  const say = useMessages()
  const server = useServer()
  const showToast = useToast()
  const refresh = useRefresh(index.id)
  const sayFailure = useFailureText()
  const showFailure = (error: unknown) => showToast({ tone: 'danger', text: sayFailure(toFailure(error)) })
  return () => {
    if (saved === null) return
    const undo = async () => {
      await server.indexes.putArticles(index.id, [saved])
      await refresh(saved)
      navigateTo('knowledge', index.id, saved.id)
    }
    const take = async () => {
      await server.indexes.removeArticle(index.id, saved.id)
      writeDraft(null)
      navigateTo('knowledge', index.id)
      await refresh(null)
      showToast({
        text: say('knowledge.removed', { title: saved.title }),
        action: { label: say('resources.undo'), onPress: () => void undo().catch(showFailure) },
      })
    }
    void take().catch(onFailure)
  }
}

const idFor = (title: string) => (title.trim() === '' ? '' : articleIdFrom(title))

/** Brings lists and counts up to date after a write; the article itself is known. */
function useRefresh(indexId: string): (article: Article | null) => Promise<void> {
  const queries = useQueryClient()
  return async (article) => {
    if (article !== null) queries.setQueryData(['article', indexId, article.id], article)
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['indexes'] }),
      queries.invalidateQueries({ queryKey: ['articles', indexId] }),
    ])
  }
}
