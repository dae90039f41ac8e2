/** The utterances of a model: search, filter by intent, add, change, remove, import. */
import { MessageSquarePlus, Trash2, Upload } from 'lucide-react'
import { useState } from 'react'
import type { IntentSummary, Utterance } from '../../runtime/core/wire/intents.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { PagesFailure } from '../resources/pages-failure.tsx'
import { ImportDialog } from '../resources/import/import-dialog.tsx'
import type { Pages } from '../resources/use-pages.ts'
import { usePages } from '../resources/use-pages.ts'
import { useDebounced } from '../resources/use-debounced.ts'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { DropArea } from '../ui/drop-area.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { formatCount } from '../ui/format-number.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { VirtualTable } from '../ui/virtual-table.tsx'
import { IntentFilter, intentName } from './intent-filter.tsx'
import panel from '../resources/rows-panel.module.css'
import styles from './routing.module.css'
import { useRemoveIntent, useRemoveUtterance } from './use-remove-utterances.ts'
import { useUtteranceImporter } from './use-utterance-importer.ts'
import { UtteranceDialog } from './utterance-dialog.tsx'

export function UtterancePanel({ model, intent }: { model: IntentSummary; intent: string | null }) {
  const say = useMessages()
  const locale = useLocale()
  const server = useServer()
  const [typed, setTyped] = useState('')
  const search = useDebounced(typed.trim())
  const [edited, setEdited] = useState<Utterance | 'new' | null>(null)
  const [dropped, setDropped] = useState<readonly File[] | null>(null)
  const importer = useUtteranceImporter(model)
  const removeIntent = useRemoveIntent(model)
  const pages = usePages(['utterances', model.id, search, intent], (page) =>
    server.intents.utterances(model.id, {
      ...page,
      ...(search === '' ? {} : { search }),
      ...(intent === null ? {} : { intent }),
    }),
  )
  return (
    <div className={styles['columns']}>
      <IntentFilter model={model} selected={intent} />
      <section className={styles['list']} aria-label={say('routing.utterances')}>
        <div className={panel['tools']}>
          <SearchField
            className={panel['search']}
            label={say('routing.searchUtterances')}
            value={typed}
            onChange={setTyped}
          />
          <Button icon={MessageSquarePlus} onPress={() => setEdited('new')}>
            {say('routing.add')}
          </Button>
          <Button icon={Upload} onPress={() => setDropped([])}>
            {say('resources.import')}
          </Button>
          {intent === null || pages.total === 0 ? null : (
            <Button variant="danger" icon={Trash2} onPress={() => removeIntent(intent)}>
              {say('routing.removeIntent')}
            </Button>
          )}
          <span className={styles['count']} role="status">
            {pages.isLoading
              ? say('ui.loading')
              : say('routing.shown', {
                  n: formatCount(pages.total, locale),
                  total: formatCount(model.utterances, locale),
                })}
          </span>
        </div>
        <DropArea onFiles={setDropped} className={panel['drop']}>
          <UtteranceRows model={model} pages={pages} onEdit={setEdited} />
        </DropArea>
      </section>
      {edited === null ? null : (
        <UtteranceDialog
          model={model}
          utterance={edited === 'new' ? null : edited}
          intent={intent}
          onClose={() => setEdited(null)}
        />
      )}
      {dropped === null ? null : (
        <ImportDialog importer={importer} files={dropped} onClose={() => setDropped(null)} />
      )}
    </div>
  )
}

interface RowsProps {
  readonly model: IntentSummary
  readonly pages: Pages<Utterance>
  readonly onEdit: (utterance: Utterance | 'new') => void
}

function UtteranceRows({ model, pages, onEdit }: RowsProps) {
  const say = useMessages()
  const remove = useRemoveUtterance(model)
  if (pages.error !== null) return <PagesFailure error={pages.error} onRetry={pages.retry} />
  if (pages.total === 0 && !pages.isLoading) {
    return model.utterances === 0 ? (
      <EmptyState
        icon={MessageSquarePlus}
        title={say('routing.noUtterances')}
        action={<Button onPress={() => onEdit('new')}>{say('routing.add')}</Button>}
      >
        {say('routing.noUtterancesText')}
      </EmptyState>
    ) : (
      <EmptyState title={say('routing.noneFound')}>{say('routing.noneFoundText')}</EmptyState>
    )
  }
  return (
    <VirtualTable
      label={say('routing.utterances')}
      className={panel['table']}
      columns={[
        {
          id: 'text',
          title: say('routing.utterance'),
          track: '1fr',
          cell: (utterance: Utterance) => (
            <Button className={panel['text']} variant="quiet" onPress={() => onEdit(utterance)}>
              {utterance.text}
            </Button>
          ),
        },
        {
          id: 'intent',
          title: say('routing.intent'),
          track: '180px',
          cell: ({ intent }) => intentName(intent, say),
        },
        {
          id: 'actions',
          title: say('resources.actions'),
          isTitleHidden: true,
          track: '28px',
          cell: (utterance) => (
            <IconButton
              isSmall
              label={`${say('resources.remove')}: ${utterance.text}`}
              icon={Trash2}
              onPress={() => remove(utterance)}
            />
          ),
        },
      ]}
      rows={pages.rows}
      total={pages.total}
      idOf={({ id }) => id}
      onEndReached={pages.fetchMore}
    />
  )
}
