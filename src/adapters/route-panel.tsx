/** Which alias serves which intent, from which confidence on. Saved as a whole. */
import { useQuery } from '@tanstack/react-query'
import { Plus, Save, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { z } from 'zod'
import type { Bank, BankRoute } from '../../runtime/core/wire/banks.ts'
import { bankRouteSchema } from '../../runtime/core/wire/banks.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { draftKey, useDraft } from '../resources/drafts.ts'
import { useServer } from '../session/server-context.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { joinClasses } from '../ui/class-names.ts'
import { ComboBox } from '../ui/combo-box.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Notice } from '../ui/notice.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { Select } from '../ui/select.tsx'
import { Table } from '../ui/table.tsx'
import { useToast } from '../ui/toast.tsx'
import styles from './adapters.module.css'
import { useBankChanges } from './use-bank-changes.ts'

const draftSchema = z.object({ routes: z.array(bankRouteSchema), defaultAlias: z.string().nullable() })

type RoutesDraft = z.infer<typeof draftSchema>

const readDraft = (stored: unknown): RoutesDraft | null => draftSchema.safeParse(stored).data ?? null

/** No alias has this name: aliases begin with a letter or digit. */
const noAlias = '-'

export function RoutePanel({ bank }: { bank: Bank }) {
  const say = useMessages()
  const form = useRoutes(bank)
  const { shown, isDirty } = form
  const aliases = bank.aliases.map(({ alias }) => ({ id: alias, label: alias }))
  return (
    <div className={styles['stack']}>
      <p className={styles['soft']}>{say('adapters.routesHelp')}</p>
      {aliases.length === 0 ? (
        <div className={styles['routes']}>
          <Notice>{say('adapters.routesNeedAlias')}</Notice>
        </div>
      ) : null}
      <RouteTable routes={shown.routes} aliases={aliases} onChange={form.setRoutes} />
      <AddRoute
        taken={shown.routes.map(({ intent }) => intent)}
        isDisabled={aliases.length === 0}
        onAdd={(intent) => form.setRoutes([...shown.routes, { intent, alias: aliases[0]?.id ?? '' }])}
      />
      <Select
        className={styles['narrow']}
        label={say('adapters.defaultAlias')}
        description={say('adapters.defaultAliasHelp')}
        items={[{ id: noAlias, label: say('adapters.none') }, ...aliases]}
        value={shown.defaultAlias ?? noAlias}
        onChange={(alias) => form.setDefaultAlias(alias === noAlias ? null : alias)}
      />
      <div className={styles['foot']}>
        <span role="status">{isDirty ? <Badge tone="caution">{say('resources.unsaved')}</Badge> : null}</span>
        {isDirty ? <Button onPress={form.discard}>{say('resources.discard')}</Button> : null}
        <Button
          variant="primary"
          icon={Save}
          onPress={form.save}
          isDisabled={!isDirty}
          isPending={form.isBusy}
        >
          {say('resources.save')}
        </Button>
      </div>
    </div>
  )
}

function useRoutes(bank: Bank) {
  const say = useMessages()
  const server = useServer()
  const showToast = useToast()
  const { refresh, showFailure } = useBankChanges(bank)
  const [draft, writeDraft] = useDraft(draftKey('routes', bank.id), readDraft)
  const [isBusy, setIsBusy] = useState(false)
  const saved: RoutesDraft = { routes: bank.routes, defaultAlias: bank.defaultAlias }
  const shown = draft ?? saved
  const write = (next: RoutesDraft) =>
    writeDraft(JSON.stringify(next) === JSON.stringify(saved) ? null : next)
  const save = () => {
    setIsBusy(true)
    const send = async () => {
      await server.banks.setRoutes(bank.id, shown)
      await refresh()
      writeDraft(null)
      showToast({ tone: 'clear', text: say('adapters.routesSaved') })
    }
    void send()
      .catch(showFailure)
      .finally(() => setIsBusy(false))
  }
  return {
    shown,
    isDirty: draft !== null,
    isBusy,
    save,
    discard: () => writeDraft(null),
    setRoutes: (routes: BankRoute[]) => write({ ...shown, routes }),
    setDefaultAlias: (defaultAlias: string | null) => write({ ...shown, defaultAlias }),
  }
}

interface RouteTableProps {
  readonly routes: readonly BankRoute[]
  readonly aliases: readonly { readonly id: string; readonly label: string }[]
  readonly onChange: (routes: BankRoute[]) => void
}

function RouteTable({ routes, aliases, onChange }: RouteTableProps) {
  const say = useMessages()
  const replace = (intent: string, next: BankRoute) =>
    onChange(routes.map((route) => (route.intent === intent ? next : route)))
  return (
    <Table
      label={say('adapters.routes')}
      className={joinClasses(styles['routes'], styles['middle'])}
      columns={[
        { id: 'intent', title: say('adapters.intent'), cell: ({ intent }: BankRoute) => intent },
        {
          id: 'alias',
          title: say('adapters.alias'),
          width: '240px',
          cell: (route) => (
            <Select
              label={say('adapters.aliasOf', { intent: route.intent })}
              isLabelHidden
              items={aliases}
              value={route.alias}
              onChange={(alias) => replace(route.intent, { ...route, alias })}
            />
          ),
        },
        {
          id: 'threshold',
          title: say('adapters.threshold'),
          width: '200px',
          cell: (route) => (
            <span className={styles['threshold']}>
              <NumberField
                label={say('adapters.thresholdOf', { intent: route.intent })}
                isLabelHidden
                minValue={0}
                maxValue={1}
                step={0.01}
                value={route.threshold}
                onChange={(threshold) => {
                  const { intent, alias } = route
                  replace(intent, threshold === undefined ? { intent, alias } : { intent, alias, threshold })
                }}
              />
              {route.threshold === undefined ? (
                <span className={styles['soft']}>{say('adapters.thresholdNode')}</span>
              ) : null}
            </span>
          ),
        },
        {
          id: 'actions',
          title: say('resources.actions'),
          isNumber: true,
          cell: ({ intent }) => (
            <IconButton
              isSmall
              icon={Trash2}
              label={`${say('resources.remove')}: ${intent}`}
              onPress={() => onChange(routes.filter((route) => route.intent !== intent))}
            />
          ),
        },
      ]}
      rows={routes}
      idOf={({ intent }) => intent}
      empty={say('adapters.noRoutes')}
    />
  )
}

interface AddRouteProps {
  readonly taken: readonly string[]
  readonly isDisabled: boolean
  readonly onAdd: (intent: string) => void
}

function AddRoute({ taken, isDisabled, onAdd }: AddRouteProps) {
  const say = useMessages()
  const server = useServer()
  const [intent, setIntent] = useState('')
  const { data: models = [] } = useQuery({ queryKey: ['intents'], queryFn: () => server.intents.list() })
  const known = [...new Set(models.flatMap(({ intents }) => intents.map((one) => one.intent)))]
  const free = known.filter((one) => !taken.includes(one)).sort()
  const isTaken = taken.includes(intent)
  return (
    <div className={styles['addAlias']}>
      <ComboBox
        label={say('adapters.intent')}
        items={free.map((id) => ({ id, label: id }))}
        value={intent}
        onChange={setIntent}
        allowsCustomValue
        isDisabled={isDisabled}
        error={isTaken ? say('adapters.routeIntentTaken') : undefined}
      />
      <Button
        icon={Plus}
        isDisabled={isDisabled || isTaken || intent.trim() === ''}
        onPress={() => {
          onAdd(intent.trim())
          setIntent('')
        }}
      >
        {say('adapters.addRoute')}
      </Button>
    </div>
  )
}
