/** Runs of the pipeline on the canvas: ask, see where the time went, read every value, look at earlier ones. */
import { Play, Square, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Suspense, useEffect, useState } from 'react'
import { useMessages } from '../messages/messages-context.tsx'
import { isWithoutOutput, justEnded, plainAnswer } from '../runs/run-answer.ts'
import { useRunActions } from '../runs/use-run-actions.ts'
import { prefixInside } from '../runs/view-inside.ts'
import { useEditor, useLevel, useRuns, useSession } from '../session/editor-context.tsx'
import { goToNodeInside } from '../session/go-to-node-inside.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { lazyComponent } from '../ui/lazy-component.ts'
import { Tabs } from '../ui/tabs.tsx'
import { ChatPanel } from './chat-panel.tsx'
import type { DrawerTab } from './drawer-tab.ts'
import { drawerTabs } from './drawer-tab.ts'
import { FormPanel } from './form-panel.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { NodeValues } from './node-values.tsx'
import styles from './run-drawer.module.css'
import { RunFailure, RunFaults } from './run-faults.tsx'
import { RunHead } from './run-head.tsx'
import { TraceContext } from './trace-context.tsx'
import { useEditorSource } from './use-editor-source.ts'
import { Waterfall } from './waterfall.tsx'

const RunTools = lazyComponent(async () => (await import('./run-tools.tsx')).RunTools)

const tabKeys = {
  chat: 'trace.chat',
  form: 'trace.form',
  waterfall: 'trace.waterfall',
  values: 'trace.values',
  history: 'trace.history',
} as const

export function RunDrawer() {
  const say = useMessages()
  const { session } = useEditor()
  const [tab, setTab] = useState<DrawerTab>('chat')
  const isFormWanted = useRuns(({ lacking }) => lacking === 'wanted')
  if (isFormWanted && tab !== 'form') setTab('form')
  useAnnouncedAnswers()
  const contents: Readonly<Record<DrawerTab, ReactNode>> = {
    chat: <ChatPanel onOpenTab={setTab} />,
    form: <FormPanel />,
    waterfall: <WaterfallTab onLoaded={() => setTab('form')} />,
    values: <ValuesTab />,
    history: <HistoryPanel onOpened={() => setTab('waterfall')} />,
  }
  return (
    <EditorTrace>
      <Tabs
        label={say('trace.tabs')}
        items={drawerTabs.map((id) => ({ id, label: say(tabKeys[id]), content: contents[id] }))}
        selected={tab}
        onSelect={setTab}
        className={styles['tabs']}
        panelClassName={styles['panel']}
        end={
          <>
            <RunButton />
            <IconButton
              label={say('trace.closeDrawer')}
              icon={X}
              onPress={() => session.getState().show('drawer', false)}
            />
          </>
        }
      />
    </EditorTrace>
  )
}

/** By itself: at each change of the pipeline only those panels are drawn anew that look at it. */
function EditorTrace({ children }: { children: ReactNode }) {
  return <TraceContext value={useEditorSource()}>{children}</TraceContext>
}

function RunButton() {
  const say = useMessages()
  const isRunning = useRuns((state) => state.isRunning)
  const { runDraft, stop } = useRunActions()
  if (isRunning) {
    return (
      <Button icon={Square} isSmall onPress={stop}>
        {say('trace.stop')}
      </Button>
    )
  }
  return (
    <Button variant="primary" icon={Play} isSmall onPress={() => runDraft()}>
      {say('trace.run')}
    </Button>
  )
}

/** Says an answer once it is complete, and nothing while it streams. */
function useAnnouncedAnswers(): void {
  const say = useMessages()
  const { runs, session } = useEditor()
  useEffect(
    () =>
      runs.subscribe(({ turns }, before) => {
        const turn = justEnded(turns, before.turns)
        if (turn === undefined) return
        const { announce } = session.getState()
        if (isWithoutOutput(turn.view)) announce(say('trace.noOutputReached'))
        else if (turn.view.status === 'succeeded')
          announce(say('trace.announceAnswer', { answer: plainAnswer(turn.view) }))
        else announce(say('trace.announceNoAnswer'))
      }),
    [runs, session, say],
  )
}

function WaterfallTab({ onLoaded }: { onLoaded: () => void }) {
  const view = useRuns((state) => state.view)
  if (view.status === 'idle') return <NothingRun />
  return (
    <div className={styles['padded']}>
      <RunFailure />
      <RunHead view={view} />
      <Suspense fallback={null}>
        <RunTools onLoaded={onLoaded} />
      </Suspense>
      <Waterfall view={view} />
    </div>
  )
}

function ValuesTab() {
  const view = useRuns((state) => state.view)
  const editor = useEditor()
  const chosen = useSession(({ selection }) => [...selection.nodes].at(-1) ?? null)
  const path = useLevel((state) => state.path)
  const items = useRuns((state) => state.items)
  if (view.status === 'idle') return <NothingRun />
  const prefix = prefixInside(view, path, items)
  const select = (node: string) => {
    const isShown = node.startsWith(prefix) && !node.includes('/', prefix.length)
    if (isShown) editor.session.getState().select([node.slice(prefix.length)])
    else void goToNodeInside(editor, node)
  }
  return <NodeValues view={view} selected={chosen === null ? null : prefix + chosen} onSelect={select} />
}

function NothingRun() {
  const say = useMessages()
  return (
    <>
      <RunFailure />
      <RunFaults />
      <EmptyState icon={Play} title={say('trace.nothingTitle')}>
        {say('trace.nothingText')}
      </EmptyState>
    </>
  )
}
