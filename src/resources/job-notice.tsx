/** How a job goes, with a button to stop it; what went wrong stays until it is closed. */
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { isErrorCode } from '../../runtime/core/errors/catalogue.ts'
import type { Job } from '../../runtime/core/wire/jobs.ts'
import type { MessageKey } from '../messages/catalogue.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Progress } from '../ui/progress.tsx'
import styles from './job-notice.module.css'
import type { FollowedJob } from './use-job.ts'

const phases: Readonly<Record<string, Extract<MessageKey, `resources.phase${string}`>>> = {
  starting: 'resources.phaseStarting',
  words: 'resources.phaseWords',
  meaning: 'resources.phaseMeaning',
  folds: 'resources.phaseFolds',
  final: 'resources.phaseFinal',
  features: 'resources.phaseFeatures',
  training: 'resources.phaseTraining',
}

export function JobNotice({ followed, label }: { followed: FollowedJob; label: string }) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const { job, isRunning, hasEndedHere, error, cancel, dismiss } = followed
  const close = (
    <Button isSmall variant="quiet" onPress={dismiss}>
      {say('ui.close')}
    </Button>
  )
  if (error !== null) {
    return (
      <Notice tone="danger" action={close}>
        {sayFailure(toFailure(error))}
      </Notice>
    )
  }
  if (job === null) return null
  if (isRunning) return <RunningJob job={job} label={label} onCancel={cancel} />
  // What broke off with the server nobody saw end.
  if (!hasEndedHere && job.state !== 'interrupted') return null
  if (job.state === 'cancelled') {
    return <Notice action={close}>{say('resources.jobCancelled')}</Notice>
  }
  if (job.state === 'failed' || job.state === 'interrupted') {
    return (
      <Notice tone={job.state === 'failed' ? 'danger' : 'caution'} action={close}>
        {jobError(job, sayFailure)}
      </Notice>
    )
  }
  return null
}

function RunningJob({ job, label, onCancel }: { job: Job; label: string; onCancel: () => void }) {
  const say = useMessages()
  const phase = phases[job.phase]
  return (
    <div className={styles['running']}>
      <Progress
        label={phase === undefined ? label : `${label}: ${say(phase)}`}
        {...(job.progress === null ? {} : { value: job.progress })}
      />
      <Button isSmall onPress={onCancel}>
        {say('ui.cancel')}
      </Button>
    </div>
  )
}

/** Codes that a newer server may send are said in its own words. */
function jobError({ error }: Job, sayFailure: ReturnType<typeof useFailureText>): string {
  if (error === null) return ''
  return isErrorCode(error.code) ? sayFailure({ code: error.code, params: error.params }) : error.message
}
