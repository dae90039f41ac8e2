/** The aliases of a bank and the adapters they can point at. */
import { Plus, Trash2, Upload } from 'lucide-react'
import { useState } from 'react'
import type { Bank } from '../../runtime/core/wire/banks.ts'
import { aliasNameSchema } from '../../runtime/core/wire/banks.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { DropArea } from '../ui/drop-area.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Card } from '../ui/page.tsx'
import { Select } from '../ui/select.tsx'
import { Table } from '../ui/table.tsx'
import { TextField } from '../ui/text-field.tsx'
import { AdapterTable } from './adapter-table.tsx'
import styles from './adapters.module.css'
import { AddAdapterDialog } from './add-adapter-dialog.tsx'
import { useBankChanges } from './use-bank-changes.ts'

export function AdapterPanel({ bank }: { bank: Bank }) {
  const say = useMessages()
  const [files, setFiles] = useState<readonly File[] | null>(null)
  const addButton = (
    <Button icon={Upload} onPress={() => setFiles([])}>
      {say('adapters.addFiles')}
    </Button>
  )
  return (
    <div className={styles['stack']}>
      <Aliases bank={bank} />
      <DropArea onFiles={setFiles}>
        <Card title={say('adapters.adapters')} end={addButton}>
          {bank.adapters.length === 0 ? (
            <EmptyState title={say('adapters.noAdapters')}>{say('adapters.noAdaptersText')}</EmptyState>
          ) : (
            <AdapterTable bank={bank} />
          )}
        </Card>
      </DropArea>
      {files === null ? null : (
        <AddAdapterDialog bank={bank} dropped={files} onClose={() => setFiles(null)} />
      )}
    </div>
  )
}

function Aliases({ bank }: { bank: Bank }) {
  const say = useMessages()
  const changes = useBankChanges(bank)
  const adapters = bank.adapters.map(({ id }) => ({ id, label: id }))
  type Row = Bank['aliases'][number]
  return (
    <Card title={say('adapters.aliases')}>
      <Table
        label={say('adapters.aliases')}
        className={styles['middle']}
        columns={[
          { id: 'alias', title: say('adapters.alias'), cell: ({ alias }: Row) => <strong>{alias}</strong> },
          {
            id: 'adapter',
            title: say('adapters.pointsAt'),
            width: '300px',
            cell: ({ alias, adapter }) => (
              <Select
                label={say('adapters.pointAt', { alias })}
                isLabelHidden
                items={adapters}
                value={adapter}
                onChange={(next) => changes.flipAlias(alias, next)}
              />
            ),
          },
          {
            id: 'serves',
            title: say('adapters.serves'),
            cell: ({ alias }) => <Served bank={bank} alias={alias} />,
          },
          {
            id: 'actions',
            title: say('resources.actions'),
            isNumber: true,
            cell: ({ alias }) => (
              <IconButton
                isSmall
                icon={Trash2}
                label={`${say('resources.remove')}: ${alias}`}
                onPress={() => changes.removeAlias(alias)}
              />
            ),
          },
        ]}
        rows={bank.aliases}
        idOf={({ alias }) => alias}
        empty={say('adapters.noAliases')}
      />
      {adapters.length === 0 ? null : (
        <AddAlias adapters={adapters} onAdd={(alias, adapter) => changes.flipAlias(alias, adapter)} />
      )}
    </Card>
  )
}

function Served({ bank, alias }: { bank: Bank; alias: string }) {
  const say = useMessages()
  const intents = bank.routes.filter((route) => route.alias === alias).map(({ intent }) => intent)
  const isDefault = bank.defaultAlias === alias
  if (intents.length === 0 && !isDefault) {
    return <span className={styles['soft']}>{say('adapters.servesNothing')}</span>
  }
  return (
    <span className={styles['badges']}>
      {intents.map((intent) => (
        <Badge key={intent}>{intent}</Badge>
      ))}
      {isDefault ? <Badge tone="accent">{say('adapters.isDefault')}</Badge> : null}
    </span>
  )
}

interface AddAliasProps {
  readonly adapters: readonly { readonly id: string; readonly label: string }[]
  readonly onAdd: (alias: string, adapter: string) => void
}

function AddAlias({ adapters, onAdd }: AddAliasProps) {
  const say = useMessages()
  const [alias, setAlias] = useState('')
  const [adapter, setAdapter] = useState<string | null>(null)
  const isValid = aliasNameSchema.safeParse(alias).success
  const target = adapter ?? adapters[0]?.id ?? null
  return (
    <form
      className={styles['addAlias']}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isValid || target === null) return
        onAdd(alias, target)
        setAlias('')
      }}
    >
      <TextField
        label={say('adapters.alias')}
        description={say('adapters.aliasHelp')}
        value={alias}
        onChange={setAlias}
        error={alias === '' || isValid ? undefined : say('adapters.aliasHelp')}
      />
      <Select label={say('adapters.pointsAt')} items={adapters} value={target} onChange={setAdapter} />
      <Button icon={Plus} type="submit" isDisabled={!isValid}>
        {say('adapters.addAlias')}
      </Button>
    </form>
  )
}
