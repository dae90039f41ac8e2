/** Whether the draft is saved, in a word; when it is not, why, and what happens next. */
import { Check, CloudOff, Download, TriangleAlert } from 'lucide-react'
import { useStore } from 'zustand'
import type { Autosave, SaveStatus as Status } from '../../document/autosave.ts'
import type { MessageKey } from '../../messages/catalogue.ts'
import { joinSentences } from '../../messages/join-sentences.ts'
import { useFailureText, useLocale, useMessages } from '../../messages/messages-context.tsx'
import { Button } from '../../ui/button.tsx'
import { joinClasses } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import styles from './build-view.module.css'

const texts = {
  saved: 'document.saved',
  pending: 'document.saving',
  saving: 'document.saving',
  offline: 'document.offline',
  conflict: 'document.conflict',
  refused: 'document.refused',
} as const satisfies Record<Status, MessageKey>

export function SaveStatus({ autosave }: { autosave: Autosave }) {
  const say = useMessages()
  const failureText = useFailureText()
  const { status, failure, isKept } = useStore(autosave.store)
  const isBad = status === 'refused' || status === 'conflict'
  return (
    <div
      className={joinClasses(
        styles['status'],
        status === 'offline' && styles['caution'],
        isBad && styles['danger'],
      )}
      role="status"
      data-testid="save-status"
      data-status={status}
      title={failure === null ? undefined : failureText(failure)}
    >
      {status === 'saved' ? <Icon icon={Check} size={14} /> : null}
      {status === 'saving' || status === 'pending' ? <Spinner /> : null}
      {status === 'offline' ? <Icon icon={CloudOff} size={14} /> : null}
      {isBad ? <Icon icon={TriangleAlert} size={14} /> : null}
      <span>{say(status === 'offline' && !isKept ? 'document.offlineNotKept' : texts[status])}</span>
      {status === 'offline' || status === 'refused' ? (
        <Button isSmall onPress={() => void autosave.flush().catch(() => undefined)}>
          {say('ui.tryAgain')}
        </Button>
      ) : null}
    </div>
  )
}

/** Across the page, where work is at stake: why it is not saved, whether it is kept meanwhile, and the way to have it safe. */
export function UnsavedNotice({ autosave, onExport }: { autosave: Autosave; onExport: () => void }) {
  const say = useMessages()
  const locale = useLocale()
  const failureText = useFailureText()
  const { status, failure, isKept } = useStore(autosave.store)
  const isLasting = status === 'refused' || status === 'offline' || status === 'conflict'
  if (failure === null || !isLasting || (status === 'offline' && isKept)) return null
  return (
    <Notice
      tone="danger"
      action={
        <Button isSmall icon={Download} onPress={onExport}>
          {say('document.export')}
        </Button>
      }
    >
      {joinSentences(locale, failureText(failure), say(isKept ? 'document.keptHere' : 'document.notKept'))}
    </Notice>
  )
}
