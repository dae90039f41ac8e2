/** The credentials of the server: which there are, and where one is made, replaced and forgotten. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { Credential, CredentialUses } from '../../runtime/core/wire/credentials.ts'
import { useFailureText, useLocale, useMessages } from '../messages/messages-context.tsx'
import type { CredentialDraft } from '../resources/credential-dialog.tsx'
import { CredentialDialog } from '../resources/credential-dialog.tsx'
import { PipelineUses } from '../resources/pipeline-uses.tsx'
import { RemoveDialog } from '../resources/remove-dialog.tsx'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { focusIfNowhere } from '../ui/focus-if-nowhere.ts'
import { formatMoment } from '../ui/format-number.ts'
import { Notice } from '../ui/notice.tsx'
import { Card } from '../ui/page.tsx'
import { Table } from '../ui/table.tsx'
import styles from './settings-view.module.css'
import { WebAddress } from './web-address.tsx'

type Task = { readonly kind: 'create' } | { readonly kind: 'replace' | 'remove'; readonly on: Credential }

export function CredentialsCard() {
  const say = useMessages()
  const sayFailure = useFailureText()
  const locale = useLocale()
  const server = useServer()
  const { data, error } = useQuery({
    queryKey: ['credentials'],
    queryFn: () => server.credentials.list(),
  })
  const [task, setTask] = useState<Task | null>(null)
  const create = useRef<HTMLDivElement>(null)
  const close = () => {
    setTask(null)
    // What was removed took along the button that was pressed.
    focusIfNowhere(() => create.current?.querySelector('button'))
  }
  return (
    <Card title={say('credentials.title')} className={styles['card']}>
      <p>{say('credentials.summary')}</p>
      {error === null ? null : <Notice tone="danger">{sayFailure(toFailure(error))}</Notice>}
      <Table
        label={say('credentials.title')}
        className={styles['credentials']}
        rows={data ?? []}
        idOf={({ name }) => name}
        empty={data === undefined ? undefined : say('credentials.empty')}
        columns={[
          {
            id: 'name',
            title: say('resources.name'),
            cell: ({ name }) => <span className={styles['whole']}>{name}</span>,
          },
          {
            id: 'origin',
            title: say('credentials.origin'),
            cell: ({ origin }) => <WebAddress address={origin} />,
          },
          { id: 'header', title: say('credentials.header'), cell: ({ header }) => header },
          {
            id: 'used',
            title: say('credentials.used'),
            cell: ({ lastUsedAt }) =>
              lastUsedAt === null
                ? say('credentials.neverUsed')
                : formatMoment(lastUsedAt, locale, { isToMinute: true }),
          },
          {
            id: 'actions',
            title: say('resources.actions'),
            isNumber: true,
            cell: (on) => (
              <span className={styles['actions']}>
                <Button
                  isSmall
                  aria-label={say('credentials.replaceNamed', { name: on.name })}
                  onPress={() => setTask({ kind: 'replace', on })}
                >
                  {say('credentials.replace')}
                </Button>
                <Button
                  isSmall
                  variant="quiet"
                  aria-label={say('credentials.removeNamed', { name: on.name })}
                  onPress={() => setTask({ kind: 'remove', on })}
                >
                  {say('resources.remove')}
                </Button>
              </span>
            ),
          },
        ]}
      />
      <div ref={create}>
        <Button icon={Plus} onPress={() => setTask({ kind: 'create' })}>
          {say('credentials.create')}
        </Button>
      </div>
      {task === null ? null : <TaskDialog task={task} onClose={close} />}
    </Card>
  )
}

function TaskDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  const say = useMessages()
  const server = useServer()
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: ['credentials'] })
  if (task.kind === 'remove') return <RemoveCredential on={task.on} onClose={onClose} onRemoved={reload} />
  const isSaved = task.kind === 'replace'
  const save = async ({ name, origin, header, secret }: CredentialDraft) => {
    if (isSaved)
      await server.credentials.change(name, { origin, header, ...(secret === '' ? {} : { secret }) })
    else await server.credentials.create({ name, origin, header, secret })
    await reload()
  }
  return (
    <CredentialDialog
      title={isSaved ? say('credentials.replaceNamed', { name: task.on.name }) : say('credentials.create')}
      initial={isSaved ? { name: task.on.name, origin: task.on.origin, header: task.on.header } : {}}
      isSaved={isSaved}
      onClose={onClose}
      onSave={save}
    />
  )
}

interface RemoveCredentialProps {
  readonly on: Credential
  readonly onClose: () => void
  readonly onRemoved: () => Promise<void>
}

/** Asked about, because it cannot be undone: whoever removes a key wants it gone. */
function RemoveCredential({ on: { name }, onClose, onRemoved }: RemoveCredentialProps) {
  const say = useMessages()
  const server = useServer()
  const uses = useQuery({
    queryKey: ['credential-uses', name],
    queryFn: () => server.credentials.usesOf(name),
    gcTime: 0,
  })
  return (
    <RemoveDialog
      title={say('credentials.removeNamed', { name })}
      fault={uses.error}
      onClose={onClose}
      onRemove={async () => {
        await server.credentials.remove(name)
        await onRemoved()
      }}
    >
      <p>{say('credentials.removeText')}</p>
      {uses.data === undefined ? null : <Uses {...uses.data} />}
    </RemoveDialog>
  )
}

function Uses({ pipelines, backends }: CredentialUses) {
  const say = useMessages()
  if (pipelines.length + backends.length === 0) return <p>{say('credentials.unused')}</p>
  return (
    <Notice tone="caution">
      {pipelines.length === 0 ? null : <PipelineUses pipelines={pipelines} />}
      {backends.length === 0 ? null : (
        <p>{say('credentials.usedByBackends', { names: backends.map(({ name }) => name).join(', ') })}</p>
      )}
    </Notice>
  )
}
