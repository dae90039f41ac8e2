/** The page of one kind of resource: a picker of all there are, states for loading, faults and none, and the one that is open. */
import type { UseQueryResult } from '@tanstack/react-query'
import type { LucideIcon } from 'lucide-react'
import { Plus, SearchX, Trash2, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { navigateTo, replaceRoute } from '../session/navigation.ts'
import type { NewResource, Resource as Choice } from '../session/resources.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Page } from '../ui/page.tsx'
import { Select } from '../ui/select.tsx'
import { Spinner } from '../ui/spinner.tsx'
import type { BackendMaker } from './create-resource-dialog.tsx'
import { CreateResourceDialog } from './create-resource-dialog.tsx'
import type { UsingPipeline } from './pipeline-uses.tsx'
import { RemoveUsedDialog } from './remove-used-dialog.tsx'
import styles from './resource-page.module.css'

interface Named {
  readonly id: string
  readonly name: string
}

export interface ResourcePageTexts {
  readonly title: string
  readonly summary: string
  /** Label of the picker. */
  readonly pick: string
  readonly create: string
  readonly emptyTitle: string
  readonly emptyText: string
  /** Left out where a resource has no language of its own. */
  readonly languageHelp?: string
}

export interface ResourceRemoval {
  /** What goes with it. */
  readonly text: string
  /** The pipelines that use it. */
  listUses(id: string): Promise<readonly UsingPipeline[]>
  remove(id: string): Promise<unknown>
}

export interface ResourcePageProps<Resource extends Named> {
  /** The view's id in the address. */
  readonly view: string
  /** The id in the address; null when it names none. */
  readonly openId: string | null
  readonly texts: ResourcePageTexts
  readonly icon: LucideIcon
  readonly query: UseQueryResult<Resource[]>
  /** Those that a new bank can generate through. */
  readonly backends?: readonly Choice[] | undefined
  readonly backendMaker?: BackendMaker | undefined
  readonly onCreate: (resource: NewResource) => Promise<Resource>
  /** Left out where removing is among the actions. */
  readonly removal?: ResourceRemoval
  /** One line about the open resource. */
  readonly summary: (resource: Resource) => ReactNode
  readonly actions: (resource: Resource) => ReactNode
  readonly children: (resource: Resource) => ReactNode
}

export function ResourcePage<Resource extends Named>(props: ResourcePageProps<Resource>) {
  const { view, openId, texts, icon, query, onCreate, removal, summary, actions, children } = props
  const { backends, backendMaker } = props
  const [isCreating, setIsCreating] = useState(false)
  const [isEmptied, setIsEmptied] = useState(false)
  const items = query.data ?? []
  const open = items.find(({ id }) => id === openId)
  const first = items[0]?.id
  useEffect(() => {
    if (openId === null && first !== undefined) replaceRoute(view, first)
  }, [openId, first, view])

  const createButton = (
    <Button variant="primary" icon={Plus} autoFocus={isEmptied} onPress={() => setIsCreating(true)}>
      {texts.create}
    </Button>
  )
  return (
    <Page
      title={texts.title}
      summary={open === undefined ? texts.summary : summary(open)}
      bodyClassName={styles['body']}
      actions={
        items.length === 0 ? undefined : (
          <>
            <Select
              className={styles['picker']}
              label={texts.pick}
              isLabelHidden
              items={items.map(({ id, name }) => ({ id, label: name }))}
              value={open?.id ?? null}
              placeholder={texts.pick}
              onChange={(id) => navigateTo(view, id)}
            />
            <IconButton label={texts.create} icon={Plus} onPress={() => setIsCreating(true)} />
            {open === undefined || removal === undefined ? null : (
              <RemoveButton
                {...{ removal, open }}
                onRemoved={async () => {
                  // To the next one before this one is gone: the button stays, and with it the focus.
                  const next = items.find(({ id }) => id !== open.id)
                  setIsEmptied(next === undefined)
                  if (next !== undefined) replaceRoute(view, next.id)
                  await query.refetch()
                  if (next === undefined) replaceRoute(view)
                }}
              />
            )}
            {open === undefined ? null : actions(open)}
          </>
        )
      }
    >
      <ResourceBody {...{ query, icon, texts, openId, createButton }} isEmpty={items.length === 0}>
        {open === undefined ? null : children(open)}
      </ResourceBody>
      {isCreating ? (
        <CreateResourceDialog
          title={texts.create}
          languageHelp={texts.languageHelp}
          backends={backends}
          backendMaker={backendMaker}
          onClose={() => setIsCreating(false)}
          onCreate={async (resource) => {
            const { id } = await onCreate(resource)
            await query.refetch()
            navigateTo(view, id)
          }}
        />
      ) : null}
    </Page>
  )
}

interface RemoveButtonProps {
  readonly open: Named
  readonly removal: ResourceRemoval
  readonly onRemoved: () => Promise<void>
}

function RemoveButton({ open, removal, onRemoved }: RemoveButtonProps) {
  const say = useMessages()
  /** The dialog is about this one until it closes, whatever is open by then. */
  const [asked, setAsked] = useState<Named | null>(null)
  return (
    <>
      <IconButton
        label={say('resources.removeNamed', { name: open.name })}
        icon={Trash2}
        onPress={() => setAsked(open)}
      />
      {asked === null ? null : (
        <RemoveUsedDialog
          text={removal.text}
          listUses={() => removal.listUses(asked.id)}
          title={say('resources.removeNamed', { name: asked.name })}
          onClose={() => setAsked(null)}
          onRemove={async () => {
            await removal.remove(asked.id)
            await onRemoved()
          }}
        />
      )}
    </>
  )
}

interface BodyProps extends Pick<ResourcePageProps<Named>, 'texts' | 'icon' | 'openId'> {
  readonly query: Pick<UseQueryResult<unknown>, 'isPending' | 'error' | 'refetch'>
  readonly isEmpty: boolean
  readonly createButton: ReactNode
  /** Null when the address names nothing that exists. */
  readonly children: ReactNode
}

function ResourceBody({ texts, icon, openId, query, isEmpty, createButton, children }: BodyProps) {
  const say = useMessages()
  const sayFailure = useFailureText()
  if (query.error !== null && isEmpty) {
    return (
      <div role="alert">
        <EmptyState
          icon={TriangleAlert}
          title={say('resources.loadFailed')}
          action={<Button onPress={() => void query.refetch()}>{say('ui.tryAgain')}</Button>}
        >
          {sayFailure(toFailure(query.error))}
        </EmptyState>
      </div>
    )
  }
  if (query.isPending) {
    return (
      <div className={styles['loading']} role="status">
        <span>
          <Spinner /> {say('ui.loading')}
        </span>
      </div>
    )
  }
  if (isEmpty) {
    return (
      <EmptyState icon={icon} title={texts.emptyTitle} action={createButton}>
        {texts.emptyText}
      </EmptyState>
    )
  }
  if (children === null && openId !== null) {
    return (
      <EmptyState icon={SearchX} title={say('resources.notFound', { id: openId })}>
        {say('resources.notFoundHelp')}
      </EmptyState>
    )
  }
  return children
}
