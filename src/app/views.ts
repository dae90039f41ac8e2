/** The views of the rail, in their order. Each is loaded when it is first opened. */
import type { LucideIcon } from 'lucide-react'
import { BookOpen, Layers, ListTree, Settings, Split, Workflow } from 'lucide-react'
import type { ComponentType, LazyExoticComponent } from 'react'
import { lazy } from 'react'
import type { MessageKey } from '../messages/catalogue.ts'
import { LoadError } from '../ui/load-error.ts'

export interface ViewProps {
  /** What follows the view in the address: `#/build/support-desk` gives `['support-desk']`. */
  readonly parts: readonly string[]
}

export interface AppView {
  readonly id: string
  readonly titleKey: Extract<
    MessageKey,
    'app.build' | 'app.knowledge' | 'app.routing' | 'app.adapters' | 'app.runs' | 'app.settings'
  >
  readonly icon: LucideIcon
  readonly component: LazyExoticComponent<ComponentType<ViewProps>>
}

const view = (load: () => Promise<ComponentType<ViewProps>>) =>
  lazy(async () => {
    try {
      return { default: await load() }
    } catch (error) {
      throw new LoadError(String(error), { cause: error })
    }
  })

export const views: readonly AppView[] = [
  {
    id: 'build',
    titleKey: 'app.build',
    icon: Workflow,
    component: view(async () => (await import('./build/build-view.tsx')).BuildView),
  },
  {
    id: 'knowledge',
    titleKey: 'app.knowledge',
    icon: BookOpen,
    component: view(async () => (await import('../knowledge/knowledge-view.tsx')).KnowledgeView),
  },
  {
    id: 'routing',
    titleKey: 'app.routing',
    icon: Split,
    component: view(async () => (await import('../routing/routing-view.tsx')).RoutingView),
  },
  {
    id: 'adapters',
    titleKey: 'app.adapters',
    icon: Layers,
    component: view(async () => (await import('../adapters/adapters-view.tsx')).AdaptersView),
  },
  {
    id: 'runs',
    titleKey: 'app.runs',
    icon: ListTree,
    component: view(async () => (await import('../trace/runs-view.tsx')).RunsView),
  },
  {
    id: 'settings',
    titleKey: 'app.settings',
    icon: Settings,
    component: view(async () => (await import('./settings-view.tsx')).SettingsView),
  },
]
