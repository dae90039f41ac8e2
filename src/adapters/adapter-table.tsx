/** The adapters of a bank: what each is, where it comes from, and what it gained over the base model. */
import { Download, Trash2 } from 'lucide-react'
import type { AdapterSummary, Bank } from '../../runtime/core/wire/banks.ts'
import { wilsonInterval } from '../../runtime/evaluation/stats/wilson.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { useServer } from '../session/server-context.tsx'
import {
  fewestForStatistic,
  formatBytes,
  formatCount,
  formatMoment,
  formatNumber,
  formatPoints,
  formatPointsInterval,
} from '../ui/format-number.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu } from '../ui/menu.tsx'
import { Table } from '../ui/table.tsx'
import styles from './adapters.module.css'
import { downloadBase64 } from './peft-files.ts'
import { useBankChanges } from './use-bank-changes.ts'

export function AdapterTable({ bank }: { bank: Bank }) {
  const say = useMessages()
  const locale = useLocale()
  return (
    <Table
      label={say('adapters.adapters')}
      columns={[
        {
          id: 'id',
          title: say('adapters.adapter'),
          cell: ({ id }: AdapterSummary) => <code className={styles['whole']}>{id}</code>,
        },
        {
          id: 'shape',
          title: say('adapters.shape'),
          cell: ({ rank, alpha }) => (
            <span className={styles['whole']}>
              {say('adapters.shapeValue', { rank, alpha: formatNumber(alpha, locale) })}
            </span>
          ),
        },
        {
          id: 'targets',
          title: say('adapters.targets'),
          cell: ({ targetModules }) => targetModules.join(', '),
        },
        {
          id: 'size',
          title: say('adapters.size'),
          cell: ({ parameters, bytes }) => (
            <span className={styles['whole']}>
              {say('adapters.sizeValue', {
                parameters: formatCount(parameters, locale),
                bytes: formatBytes(bytes, locale),
              })}
            </span>
          ),
        },
        {
          id: 'created',
          title: say('adapters.created'),
          cell: ({ createdAt }) => formatMoment(createdAt, locale),
        },
        { id: 'origin', title: say('adapters.origin'), cell: (adapter) => <Origin adapter={adapter} /> },
        {
          id: 'validation',
          title: say('adapters.validation'),
          cell: (adapter) => <Validation adapter={adapter} />,
        },
        {
          id: 'actions',
          title: say('resources.actions'),
          isNumber: true,
          cell: (adapter) => <Actions bank={bank} adapter={adapter} />,
        },
      ]}
      rows={bank.adapters}
      idOf={({ id }) => id}
    />
  )
}

function Origin({ adapter: { training } }: { adapter: AdapterSummary }) {
  const say = useMessages()
  const locale = useLocale()
  if (training === null) return say('adapters.originAdded')
  return say('adapters.originTrained', {
    n: formatCount(training.examples, locale),
    intents: training.intents.length === 0 ? say('adapters.allIntents') : training.intents.join(', '),
  })
}

function Validation({ adapter: { training } }: { adapter: AdapterSummary }) {
  const say = useMessages()
  const locale = useLocale()
  if (training === null) return <span className={styles['soft']}>{say('adapters.noValidation')}</span>
  const { n, base, adapter } = training.validation
  const count = say('adapters.n', { n: formatCount(n, locale) })
  if (n < fewestForStatistic) return `${say('ui.tooFew')} (${count})`
  const share = (value: number) => {
    const { low, high } = wilsonInterval(Math.round(value * n), n)
    return formatPointsInterval(value, low, high)
  }
  return (
    <>
      <p className={styles['whole']}>
        {say('adapters.validationEm', { base: share(base.em), adapter: share(adapter.em) })}
      </p>
      <p className={styles['whole']}>
        {say('adapters.validationF1', {
          base: formatPoints(base.f1),
          adapter: formatPoints(adapter.f1),
        })}{' '}
        ({count})
      </p>
    </>
  )
}

function Actions({ bank, adapter }: { bank: Bank; adapter: AdapterSummary }) {
  const say = useMessages()
  const server = useServer()
  const changes = useBankChanges(bank)
  const download = (name: string, file: 'config' | 'weights') => {
    server.banks
      .adapterFiles(bank.id, adapter.id)
      .then((files) => downloadBase64(name, files[file]), changes.showFailure)
  }
  return (
    <span className={styles['actions']}>
      <Menu
        label={say('adapters.download')}
        items={[
          {
            id: 'config',
            label: 'adapter_config.json',
            onAction: () => download('adapter_config.json', 'config'),
          },
          {
            id: 'weights',
            label: 'adapter_model.safetensors',
            onAction: () => download('adapter_model.safetensors', 'weights'),
          },
        ]}
      >
        <IconButton isSmall icon={Download} label={say('adapters.downloadOf', { adapter: adapter.id })} />
      </Menu>
      <IconButton
        isSmall
        icon={Trash2}
        label={`${say('resources.remove')}: ${adapter.id}`}
        onPress={() => changes.removeAdapter(adapter)}
      />
    </span>
  )
}
