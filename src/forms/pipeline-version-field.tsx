/** Which version of a stored pipeline a node runs, and that there is a newer one. */
import { failure } from '../../runtime/core/errors/failure.ts'
import type { StoredReference } from '../../runtime/core/services/sub-pipelines.ts'
import type { Locale } from '../messages/locale.ts'
import { useFailureText, useLocale, useMessages } from '../messages/messages-context.tsx'
import type { PipelineVersion } from '../session/pipeline-library.ts'
import type { Loaded } from '../session/use-loaded.ts'
import { Button } from '../ui/button.tsx'
import type { Choice } from '../ui/choice.tsx'
import { formatMoment } from '../ui/format-number.ts'
import { Select } from '../ui/select.tsx'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'

export interface PipelineVersionFieldProps {
  readonly stored: StoredReference
  readonly versions: Loaded<readonly PipelineVersion[]>
  readonly onTake: (revision: string) => void
}

export function PipelineVersionField({
  stored: { id, revision },
  versions: { value, failure: fault },
  onTake,
}: PipelineVersionFieldProps) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const locale = useLocale()
  const { isReadOnly } = useFormScope()
  const isKnown = value === null || value.some((version) => version.revision === revision)
  const newest = value?.[0]
  const hasNewer = newest !== undefined && newest.revision !== revision
  return (
    <>
      <Select
        label={say('compare.version')}
        error={
          isKnown
            ? undefined
            : sayFailure(failure('REVISION_NOT_FOUND', { pipeline: id, revision: short(revision) }))
        }
        items={(value ?? []).map((version) => describeVersion(version, locale))}
        value={revision}
        placeholder={short(revision)}
        isDisabled={isReadOnly}
        onChange={onTake}
      />
      {fault === null ? null : (
        <span className={styles['help']}>{say('forms.resourceFailed', { reason: sayFailure(fault) })}</span>
      )}
      {hasNewer ? (
        <>
          <span className={styles['caution']} role="status">
            {say('forms.pipelineNewer', { version: describeVersion(newest, locale).label })}
          </span>
          {isReadOnly ? null : (
            <div>
              <Button isSmall onPress={() => onTake(newest.revision)}>
                {say('forms.pipelineTakeNewest')}
              </Button>
            </div>
          )}
        </>
      ) : null}
    </>
  )
}

const short = (revision: string) => revision.slice(0, 12)

/** By its name, else its note, else when it was made. */
function describeVersion({ revision, name, note, createdAt }: PipelineVersion, locale: Locale): Choice {
  const [label = '', ...rest] = [name, note, formatMoment(createdAt, locale)].filter((text) => text !== '')
  return { id: revision, label, description: [...rest, short(revision)].join(' · ') }
}
