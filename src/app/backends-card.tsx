/** The backends of the server: which there are, and where one is made from the address of an engine, changed and removed. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { BackendSummary, EngineConnection } from '../../runtime/core/wire/backends.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import type { BackendDraft } from '../resources/backend-draft.ts'
import { BackendDialog } from '../resources/backend-dialog.tsx'
import { RemoveDialog } from '../resources/remove-dialog.tsx'
import { RemoveUsedDialog } from '../resources/remove-used-dialog.tsx'
import { useCredentialChoices } from '../resources/use-credential-choices.ts'
import { hrefOf } from '../session/navigation.ts'
import { useServer } from '../session/server-context.tsx'
import { describeReach } from '../session/server-resources.ts'
import { Button } from '../ui/button.tsx'
import { focusIfNowhere } from '../ui/focus-if-nowhere.ts'
import { Notice } from '../ui/notice.tsx'
import { Card } from '../ui/page.tsx'
import type { Column } from '../ui/table.tsx'
import { Table } from '../ui/table.tsx'
import styles from './settings-view.module.css'
import { WebAddress } from './web-address.tsx'

type Task =
  | { readonly kind: 'create' }
  | { readonly kind: 'change'; readonly on: BackendSummary; readonly connection: EngineConnection }
  | { readonly kind: 'remove'; readonly on: BackendSummary }

export function BackendsCard() {
  const say = useMessages()
  const sayFailure = useFailureText()
  const server = useServer()
  const { data, error } = useQuery({ queryKey: ['backends'], queryFn: () => server.backends.list() })
  const [task, setTask] = useState<Task | null>(null)
  const create = useRef<HTMLDivElement>(null)
  const close = () => {
    setTask(null)
    // What was removed took along the button that was pressed.
    focusIfNowhere(() => create.current?.querySelector('button'))
  }
  const columns = useColumns(setTask)
  return (
    <Card title={say('backends.title')} className={styles['card']}>
      <p>{say('backends.summary')}</p>
      {error === null ? null : <Notice tone="danger">{sayFailure(toFailure(error))}</Notice>}
      <Table
        label={say('backends.title')}
        className={styles['credentials']}
        rows={data ?? []}
        idOf={({ id }) => id}
        columns={columns}
      />
      <div ref={create}>
        <Button icon={Plus} onPress={() => setTask({ kind: 'create' })}>
          {say('backends.create')}
        </Button>
      </div>
      {task === null ? null : <TaskDialog task={task} onClose={close} />}
    </Card>
  )
}

function useColumns(onTask: (task: Task) => void): Column<BackendSummary>[] {
  const say = useMessages()
  return [
    {
      id: 'name',
      title: say('resources.name'),
      cell: ({ id }) => <span className={styles['whole']}>{id}</span>,
    },
    { id: 'base', title: say('backends.base'), cell: ({ base }) => base },
    {
      id: 'reached',
      title: say('backends.reached'),
      cell: ({ connection, kind }) =>
        connection === null ? say(describeReach(kind)) : <WebAddress address={connection.address} />,
    },
    {
      id: 'banks',
      title: say('backends.banks'),
      cell: ({ banks }) => (banks.length === 0 ? '–' : banks.map(({ name }) => name).join(', ')),
    },
    {
      id: 'actions',
      title: say('resources.actions'),
      isNumber: true,
      cell: (on) => {
        const { id, connection } = on
        // What the program brings is changed where the program makes it.
        if (connection === null) return null
        return (
          <span className={styles['actions']}>
            <Button
              isSmall
              aria-label={say('backends.changeNamed', { id })}
              onPress={() => onTask({ kind: 'change', on, connection })}
            >
              {say('backends.change')}
            </Button>
            <Button
              isSmall
              variant="quiet"
              aria-label={say('backends.removeNamed', { id })}
              onPress={() => onTask({ kind: 'remove', on })}
            >
              {say('resources.remove')}
            </Button>
          </span>
        )
      },
    },
  ]
}

function TaskDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  const say = useMessages()
  const server = useServer()
  const queries = useQueryClient()
  const credentials = useCredentialChoices()
  const reload = () => queries.invalidateQueries({ queryKey: ['backends'] })
  if (task.kind === 'remove') return <RemoveBackend on={task.on} onClose={onClose} onRemoved={reload} />
  const save = async (draft: BackendDraft) => {
    const { address, credential, adapterFolder } = draft
    if (task.kind === 'change')
      await server.backends.change(task.on.id, { address, credential, adapterFolder })
    else await server.backends.create(draft)
    await reload()
  }
  const isSaved = task.kind === 'change'
  return (
    <BackendDialog
      title={isSaved ? say('backends.changeNamed', { id: task.on.id }) : say('backends.create')}
      initial={isSaved ? { id: task.on.id, model: task.on.base, ...task.connection } : {}}
      isSaved={isSaved}
      credentials={credentials}
      onClose={onClose}
      onSave={save}
    />
  )
}

interface RemoveBackendProps {
  readonly on: BackendSummary
  readonly onClose: () => void
  readonly onRemoved: () => Promise<void>
}

function RemoveBackend({ on: { id, banks }, onClose, onRemoved }: RemoveBackendProps) {
  const say = useMessages()
  const server = useServer()
  const dialog = {
    title: say('backends.removeNamed', { id }),
    onClose,
    onRemove: async () => {
      await server.backends.remove(id)
      await onRemoved()
    },
  }
  if (banks.length === 0)
    return (
      <RemoveUsedDialog
        text={say('backends.removeText')}
        listUses={() => server.pipelines.list({ backend: id })}
        {...dialog}
      />
    )
  return (
    <RemoveDialog isBlocked {...dialog}>
      <Notice tone="caution">
        {say('backends.removeInUse', { n: banks.length })}
        <ul>
          {banks.map((bank) => (
            <li key={bank.id}>
              <a href={hrefOf('adapters', bank.id)}>{bank.name}</a>
            </li>
          ))}
        </ul>
      </Notice>
    </RemoveDialog>
  )
}
