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
import { IconButton } from '../ui/icon-button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Progress } from '../ui/progress.tsx'
import styles from './local-run-note.module.css'

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
          <Progress
            label={describePreparing(preparing, say, locale)}
            valueText=""
            {...(preparing.share === null ? {} : { value: preparing.share })}
          />
        </div>
      )}
      {hasReason ? (
        <Notice
          action={<IconButton isSmall label={say('ui.close')} icon={X} onPress={() => setClosed(inPage)} />}
        >
          {say(reasonKeys[inPage])}
        </Notice>
      ) : null}
    </div>
  )
}
