/** Utterances and the intent model made of them: label, train, see how good it is, and try it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { GraduationCap, Split } from 'lucide-react'
import { z } from 'zod'
import type { IntentSummary } from '../../runtime/core/wire/intents.ts'
import type { Job } from '../../runtime/core/wire/jobs.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { JobNotice } from '../resources/job-notice.tsx'
import { ResourcePage } from '../resources/resource-page.tsx'
import type { FollowedJob } from '../resources/use-job.ts'
import { useJob } from '../resources/use-job.ts'
import { navigateTo } from '../session/navigation.ts'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { formatCount, formatDuration, formatMoment, formatPoints } from '../ui/format-number.ts'
import { Notice } from '../ui/notice.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { useToast } from '../ui/toast.tsx'
import { IntentTrial } from './intent-trial.tsx'
import { outOfScopeIntent } from './out-of-scope.ts'
import { ReportPanel } from './report-panel.tsx'
import panel from '../resources/rows-panel.module.css'
import { UtterancePanel } from './utterance-panel.tsx'

const tabIds = ['utterances', 'accuracy', 'try'] as const

const trainResultSchema = z.object({ accuracy: z.number(), n: z.number(), trainSeconds: z.number() })

export function RoutingView({ parts }: { parts: readonly string[] }) {
  const [openId = null, tab, intent = null] = parts
  const say = useMessages()
  const server = useServer()
  const queries = useQueryClient()
  const query = useQuery({ queryKey: ['intents'], queryFn: () => server.intents.list() })
  const training = useTraining(openId)
  return (
    <ResourcePage
      view="routing"
      openId={openId}
      icon={Split}
      query={query}
      texts={{
        title: say('routing.title'),
        summary: say('routing.summary'),
        pick: say('routing.pick'),
        create: say('routing.create'),
        emptyTitle: say('routing.emptyTitle'),
        emptyText: say('routing.emptyText'),
        languageHelp: say('routing.languageHelp'),
      }}
      onCreate={async (resource) => {
        const made = await server.intents.create(resource)
        await queries.invalidateQueries({ queryKey: ['intents'] })
        return made
      }}
      removal={{
        text: say('routing.removeText'),
        listUses: (intents) => server.pipelines.list({ intents }),
        remove: (id) => server.intents.remove(id),
      }}
      summary={(model) => <Status model={model} />}
      actions={(model) => (
        <Button
          variant="primary"
          icon={GraduationCap}
          isDisabled={training.isRunning || model.utterances === 0}
          onPress={() => training.start(() => server.intents.train(model.id))}
        >
          {say('routing.train')}
        </Button>
      )}
    >
      {(model) => (
        <OpenModel
          key={model.id}
          model={model}
          tab={tabIds.find((id) => id === tab) ?? 'utterances'}
          intent={intent}
          training={training}
        />
      )}
    </ResourcePage>
  )
}

function useTraining(modelId: string | null): FollowedJob {
  const say = useMessages()
  const locale = useLocale()
  const queries = useQueryClient()
  const showToast = useToast()
  return useJob({
    kind: 'intent-training',
    target: modelId,
    onEnd: (job: Job) => {
      void queries.invalidateQueries({ queryKey: ['intents'] })
      void queries.invalidateQueries({ queryKey: ['prediction', job.target] })
      const result = trainResultSchema.safeParse(job.result)
      if (job.state !== 'succeeded' || !result.success) return
      const { accuracy, n, trainSeconds } = result.data
      showToast({
        tone: 'clear',
        text: say('routing.trained', {
          accuracy: formatPoints(accuracy),
          n: formatCount(n, locale),
          seconds: formatDuration(trainSeconds * 1_000, locale),
        }),
      })
    },
  })
}

function Status({ model }: { model: IntentSummary }) {
  const say = useMessages()
  const locale = useLocale()
  return say('routing.status', {
    n: formatCount(model.utterances, locale),
    intents: model.intents.filter(({ intent }) => intent !== outOfScopeIntent).length,
    model: model.model ?? say('routing.untrained'),
  })
}

interface OpenModelProps {
  readonly model: IntentSummary
  readonly tab: (typeof tabIds)[number]
  readonly intent: string | null
  readonly training: FollowedJob
}

function OpenModel({ model, tab, intent, training }: OpenModelProps) {
  const say = useMessages()
  return (
    <>
      <JobNotice followed={training} label={say('routing.training')} />
      {training.isRunning ? null : <Stale model={model} />}
      <Tabs
        label={say('routing.title')}
        className={panel['tabs']}
        panelClassName={panel['panel']}
        selected={tab}
        onSelect={(id) => navigateTo('routing', model.id, id)}
        items={[
          {
            id: 'utterances',
            label: say('routing.utterances'),
            content: <UtterancePanel model={model} intent={intent} />,
          },
          { id: 'accuracy', label: say('routing.accuracyTab'), content: <ReportPanel model={model} /> },
          { id: 'try', label: say('routing.tryTab'), content: <IntentTrial model={model} /> },
        ]}
      />
    </>
  )
}

function Stale({ model: { model, isStale, trainedAt, utterances } }: { model: IntentSummary }) {
  const say = useMessages()
  const locale = useLocale()
  if (model === null) return utterances === 0 ? null : <Notice>{say('routing.staleUntrained')}</Notice>
  if (!isStale) return null
  const moment = trainedAt === null ? '' : formatMoment(trainedAt, locale)
  return <Notice tone="caution">{say('routing.stale', { moment })}</Notice>
}
