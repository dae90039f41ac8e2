/** Banks: adapters with their aliases and routes, labelled questions, and training with a live loss curve. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { GraduationCap, Layers } from 'lucide-react'
import { z } from 'zod'
import type { BackendSummary } from '../../runtime/core/wire/backends.ts'
import type { Bank } from '../../runtime/core/wire/banks.ts'
import type { Job } from '../../runtime/core/wire/jobs.ts'
import { useFailureText, useLocale, useMessages } from '../messages/messages-context.tsx'
import { ResourcePage } from '../resources/resource-page.tsx'
import type { FollowedJob } from '../resources/use-job.ts'
import { useJob } from '../resources/use-job.ts'
import { navigateTo } from '../session/navigation.ts'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { formatCount } from '../ui/format-number.ts'
import { Notice } from '../ui/notice.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { useToast } from '../ui/toast.tsx'
import { AdapterPanel } from './adapter-panel.tsx'
import { MetricsPanel } from './metrics-panel.tsx'
import panel from '../resources/rows-panel.module.css'
import styles from './adapters.module.css'
import { QuestionPanel } from './question-panel.tsx'
import { RoutePanel } from './route-panel.tsx'
import { TrainingPanel } from './training-panel.tsx'
import { useBackends } from './use-backends.ts'

const tabIds = ['adapters', 'routes', 'metrics', 'questions', 'train'] as const

type TabId = (typeof tabIds)[number]

const trainResultSchema = z.object({ adapter: z.string() })

export function AdaptersView({ parts }: { parts: readonly string[] }) {
  const [openId = null, given] = parts
  const tab = tabIds.find((id) => id === given) ?? 'adapters'
  const say = useMessages()
  const server = useServer()
  const queries = useQueryClient()
  const query = useQuery({ queryKey: ['banks'], queryFn: () => server.banks.list() })
  const training = useTraining(openId)
  const backends = useBackends()
  return (
    <ResourcePage
      view="adapters"
      openId={openId}
      icon={Layers}
      query={query}
      backends={backends.choices}
      backendMaker={backends.maker}
      texts={{
        title: say('adapters.title'),
        summary: say('adapters.summary'),
        pick: say('adapters.pick'),
        create: say('adapters.create'),
        emptyTitle: say('adapters.emptyTitle'),
        emptyText: say('adapters.emptyText'),
        languageHelp: say('adapters.languageHelp'),
      }}
      onCreate={async (resource) => {
        const made = await server.banks.create(resource)
        // Backends list their banks.
        for (const queryKey of [['banks'], ['backends']]) await queries.invalidateQueries({ queryKey })
        return made
      }}
      removal={{
        text: say('adapters.removeText'),
        listUses: (bank) => server.pipelines.list({ bank }),
        remove: async (id) => {
          await server.banks.remove(id)
          await queries.invalidateQueries({ queryKey: ['backends'] })
        },
      }}
      summary={(bank) => <Status bank={bank} />}
      actions={(bank) =>
        // The other tabs have a main step of their own.
        (tab === 'adapters' || tab === 'questions') && canTrain(backends.find(bank.backend)) ? (
          <Button
            variant="primary"
            icon={GraduationCap}
            onPress={() => navigateTo('adapters', bank.id, 'train')}
          >
            {say('adapters.trainOne')}
          </Button>
        ) : null
      }
    >
      {(bank) => (
        <OpenBank
          key={bank.id}
          bank={bank}
          backend={backends.find(bank.backend)}
          tab={tab}
          training={training}
        />
      )}
    </ResourcePage>
  )
}

function useTraining(bankId: string | null): FollowedJob {
  const say = useMessages()
  const queries = useQueryClient()
  const showToast = useToast()
  return useJob({
    kind: 'adapter-training',
    target: bankId,
    onEnd: (job: Job) => {
      void queries.invalidateQueries({ queryKey: ['banks'] })
      const result = trainResultSchema.safeParse(job.result)
      if (job.state !== 'succeeded' || !result.success) return
      showToast({ tone: 'clear', text: say('adapters.trained', { adapter: result.data.adapter }) })
    },
  })
}

function Status({ bank }: { bank: Bank }) {
  const say = useMessages()
  const locale = useLocale()
  return say('adapters.status', {
    adapters: bank.adapters.length,
    questions: formatCount(bank.questions, locale),
    base: bank.base,
  })
}

type KnownBackend = BackendSummary | null | undefined

/** Until it is known, what most backends can do is offered. */
const canTrain = (backend: KnownBackend) => backend === undefined || backend?.capabilities.training === true

interface OpenBankProps {
  readonly bank: Bank
  readonly backend: KnownBackend
  readonly tab: TabId
  readonly training: FollowedJob
}

function OpenBank(props: OpenBankProps) {
  const failureText = useFailureText()
  const { bank, backend } = props
  return (
    <>
      {backend === null ? (
        <Notice tone="caution">
          {failureText({ code: 'BACKEND_NOT_FOUND', params: { backend: bank.backend } })}
        </Notice>
      ) : null}
      {backend?.capabilities.adapters === false ? (
        <Notice>
          {failureText({ code: 'BACKEND_WITHOUT_ADAPTERS', params: { backend: bank.backend } })}
        </Notice>
      ) : null}
      <BankTabs {...props} />
    </>
  )
}

function BankTabs({ bank, backend, tab, training }: OpenBankProps) {
  const say = useMessages()
  return (
    <Tabs
      label={say('adapters.title')}
      className={panel['tabs']}
      panelClassName={panel['panel']}
      selected={tab}
      onSelect={(id) => navigateTo('adapters', bank.id, id)}
      items={[
        { id: 'adapters', label: say('adapters.tabAdapters'), content: <AdapterPanel bank={bank} /> },
        { id: 'routes', label: say('adapters.tabRoutes'), content: <RoutePanel bank={bank} /> },
        {
          id: 'metrics',
          label: say('adapters.tabMetrics'),
          content: (
            <div className={styles['stack']}>
              <MetricsPanel bank={bank} />
            </div>
          ),
        },
        { id: 'questions', label: say('adapters.tabQuestions'), content: <QuestionPanel bank={bank} /> },
        {
          id: 'train',
          label: say('adapters.tabTrain'),
          content: canTrain(backend) ? (
            <TrainingPanel bank={bank} training={training} />
          ) : (
            <div className={styles['stack']}>
              <Notice>{say('adapters.cannotTrain', { backend: bank.backend })}</Notice>
            </div>
          ),
        },
      ]}
    />
  )
}
