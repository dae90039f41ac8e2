/** The views of the rail, in their order, and what opens under one of them. Each is loaded when it is first opened. */
import type { LucideIcon } from 'lucide-react'
import type { QueryClient } from '@tanstack/react-query'
import { BookOpen, FlaskConical, Layers, ListTree, Settings, Split, Table2, Workflow } from 'lucide-react'
import type { ComponentType } from 'react'
import type { SignalboxClient } from '../../runtime/client/client.ts'
import { preloadExperiment } from '../compare/experiment-queries.ts'
import type { MessageKey } from '../messages/catalogue.ts'
import { lazyComponent } from '../ui/lazy-component.ts'

export interface ViewProps {
  /** What follows the view in the address: `#/build/support-desk` gives `['support-desk']`. */
  readonly parts: readonly string[]
}

export interface AppView {
  readonly id: string
  /** The view of the rail that it belongs to, where it has no place of its own there. */
  readonly under?: string
  readonly titleKey: Extract<
    MessageKey,
    | 'pipelines.title'
    | 'app.build'
    | 'app.knowledge'
    | 'app.routing'
    | 'app.adapters'
    | 'app.runs'
    | 'app.datasets'
    | 'app.compare'
    | 'app.settings'
  >
  readonly icon: LucideIcon
  readonly component: ComponentType<ViewProps>
  /** Asks for what the view shows first while its code is still on the way. */
  readonly preload?: (queries: QueryClient, server: SignalboxClient, parts: readonly string[]) => void
}

export const views: readonly AppView[] = [
  {
    id: 'build',
    titleKey: 'app.build',
    icon: Workflow,
    component: lazyComponent(async () => (await import('./build/build-view.tsx')).BuildView),
  },
  {
    id: 'pipelines',
    under: 'build',
    titleKey: 'pipelines.title',
    icon: Workflow,
    component: lazyComponent(async () => (await import('./pipelines/pipelines-view.tsx')).PipelinesView),
  },
  {
    id: 'knowledge',
    titleKey: 'app.knowledge',
    icon: BookOpen,
    component: lazyComponent(async () => (await import('../knowledge/knowledge-view.tsx')).KnowledgeView),
  },
  {
    id: 'routing',
    titleKey: 'app.routing',
    icon: Split,
    component: lazyComponent(async () => (await import('../routing/routing-view.tsx')).RoutingView),
  },
  {
    id: 'adapters',
    titleKey: 'app.adapters',
    icon: Layers,
    component: lazyComponent(async () => (await import('../adapters/adapters-view.tsx')).AdaptersView),
  },
  {
    id: 'runs',
    titleKey: 'app.runs',
    icon: ListTree,
    component: lazyComponent(async () => (await import('../trace/runs-view.tsx')).RunsView),
  },
  {
    id: 'datasets',
    titleKey: 'app.datasets',
    icon: Table2,
    component: lazyComponent(async () => (await import('../datasets/datasets-view.tsx')).DatasetsView),
  },
  {
    id: 'compare',
    titleKey: 'app.compare',
    icon: FlaskConical,
    component: lazyComponent(async () => (await import('../compare/compare-view.tsx')).CompareView),
    preload: preloadExperiment,
  },
  {
    id: 'settings',
    titleKey: 'app.settings',
    icon: Settings,
    component: lazyComponent(async () => (await import('./settings-view.tsx')).SettingsView),
  },
]
