/** Says over the canvas that runs happen in the page itself and why, and what a first run is waiting for. */
import { X } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand'
import type { MessageKey } from '../messages/catalogue.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { describePreparing } from '../runs/local-runner/describe-preparing.ts'
import type { InPageReason, LocalRunState } from '../runs/local-runner/local-runner.ts'
import { useEditor } from '../session/editor-context.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { LateIconButton } from '../ui/late-icon-button.tsx'
import { Late } from '../ui/late.tsx'
import { lazyComponent } from '../ui/lazy-component.ts'
import { Notice } from '../ui/notice.tsx'
import styles from './local-run-note.module.css'

const Progress = lazyComponent(async () => (await import('../ui/progress.tsx')).Progress, {
  isNeededSoon: true,
})

const reasonKeys = {
  'no-worker': 'document.runsInPage',
  refused: 'document.runsInPageRefused',
  'unknown-nodes': 'document.runsInPageNodes',
} as const satisfies Record<InPageReason, MessageKey>

export function LocalRunNote() {
  const { localRuns } = useEditor()
  return localRuns === null ? null : <Note runs={localRuns} />
}

function Note({ runs }: { runs: StoreApi<LocalRunState> }) {
  const say = useMessages()
  const locale = useLocale()
  const { inPage, preparing } = useStore(runs)
  const [closed, setClosed] = useState<InPageReason | null>(null)
  const hasReason = inPage !== null && inPage !== closed
  if (!hasReason && preparing === null) return null
  return (
    <div className={styles['note']}>
      {preparing === null ? null : (
        <div className={styles['preparing']}>
          <ErrorBoundary isSmall>
            <Late>
              <Progress
                label={describePreparing(preparing, say, locale)}
                valueText=""
                {...(preparing.share === null ? {} : { value: preparing.share })}
              />
            </Late>
          </ErrorBoundary>
        </div>
      )}
      {hasReason ? (
        <Notice
          action={
            <LateIconButton isSmall label={say('ui.close')} icon={X} onPress={() => setClosed(inPage)} />
          }
        >
          {say(reasonKeys[inPage])}
        </Notice>
      ) : null}
    </div>
  )
}
