/** Says over the canvas that runs happen in the page itself and why, and what a first run is waiting for. */
import { X } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand'
import type { MessageKey } from '../messages/catalogue.ts'
import { useMessages } from '../messages/messages-context.tsx'
import type { InPageReason, LocalRunState } from '../runs/local-runner/local-runner.ts'
import { useEditor } from '../session/editor-context.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Notice } from '../ui/notice.tsx'
import styles from './local-run-note.module.css'

const reasonKeys = {
  'no-worker': 'document.runsInPage',
  refused: 'document.runsInPageRefused',
  'unknown-nodes': 'document.runsInPageNodes',
} as const satisfies Record<InPageReason, MessageKey>

const preparingKeys = {
  index: 'document.preparingIndex',
  intents: 'document.preparingIntents',
  bank: 'document.preparingBank',
} as const

export function LocalRunNote() {
  const { localRuns } = useEditor()
  return localRuns === null ? null : <Note runs={localRuns} />
}

function Note({ runs }: { runs: StoreApi<LocalRunState> }) {
  const say = useMessages()
  const { inPage, preparing } = useStore(runs)
  const [closed, setClosed] = useState<InPageReason | null>(null)
  const hasReason = inPage !== null && inPage !== closed
  if (!hasReason && preparing === null) return null
  return (
    <div className={styles['note']}>
      {preparing === null ? null : (
        <Notice>{say(preparingKeys[preparing.kind], { name: preparing.name })}</Notice>
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
