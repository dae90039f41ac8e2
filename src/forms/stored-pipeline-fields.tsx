/** Picks a stored pipeline and one of its versions, and says when there is a newer one. */
import { ExternalLink } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { failure, toFailure } from '../../runtime/core/errors/failure.ts'
import type { StoredReference } from '../../runtime/core/services/sub-pipelines.ts'
import { setStoredPipeline } from '../document/set-pipeline.ts'
import { NoPipelineStore } from '../document/stored-pipelines.ts'
import type { Locale } from '../messages/locale.ts'
import { useFailureText, useLocale, useMessages } from '../messages/messages-context.tsx'
import type { ListedPipeline, PipelineLibrary, PipelineVersion } from '../session/pipeline-library.ts'
import type { Loaded } from '../session/use-loaded.ts'
import { useLoaded } from '../session/use-loaded.ts'
import { Button } from '../ui/button.tsx'
import type { Choice } from '../ui/choice.tsx'
import { ComboBox } from '../ui/combo-box.tsx'
import { formatMoment } from '../ui/format-number.ts'
import { Icon } from '../ui/icon.tsx'
import { Select } from '../ui/select.tsx'
import type { NodePlace } from './form-scope.tsx'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'

export interface StoredPipelineFieldsProps {
  readonly library: PipelineLibrary
  readonly place: NodePlace
  /** Null until they are loaded. */
  readonly items: readonly ListedPipeline[] | null
  /** What is set; undefined while nothing is chosen yet. */
  readonly stored: StoredReference | undefined
  /** Called when one has been set. */
  readonly onTaken: () => void
}

export function StoredPipelineFields({ library, place, items, stored, onTaken }: StoredPipelineFieldsProps) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const { isReadOnly } = useFormScope()
  const nameOf = (pipeline: string) => items?.find((item) => item.id === pipeline)?.name ?? pipeline
  const { taking, fault, take } = useTaking(library, place, nameOf, onTaken)
  const versions = useVersions(library, stored)
  const isMissing = versions.failure?.code === 'PIPELINE_NOT_FOUND'
  const missing = isMissing && versions.failure !== null ? sayFailure(versions.failure) : undefined
  const id = taking?.id ?? stored?.id ?? ''
  const href = id === '' || isMissing ? undefined : library.hrefOf?.(id)
  return (
    <>
      <ComboBox
        label={say('forms.pipelineStored')}
        error={fault ?? missing}
        items={(items ?? []).map(({ id: item, name, detail }): Choice => ({
          id: item,
          label: name,
          ...(item === place.pipeline
            ? { isDisabled: true, description: say('forms.pipelineSelf') }
            : detail === undefined
              ? {}
              : { description: detail }),
        }))}
        value={id}
        onChange={(next) => void take(next)}
        isDisabled={isReadOnly}
      />
      {items?.length === 0 ? <span className={styles['help']}>{say('forms.resourceEmpty')}</span> : null}
      {stored === undefined || isMissing ? null : (
        <VersionField
          stored={taking === null ? stored : { ...stored, ...taking }}
          versions={versions}
          onTake={(revision) => void take(stored.id, revision)}
        />
      )}
      {href === undefined ? null : (
        <div className={styles['aside']}>
          <a href={href} className={styles['link']}>
            <Icon icon={ExternalLink} size={12} />
            {say('forms.pipelineOpen')}
          </a>
        </div>
      )}
    </>
  )
}

function useVersions(library: PipelineLibrary, stored: StoredReference | undefined) {
  const id = stored?.id
  const revision = stored?.revision
  const load = useCallback(
    () => (id === undefined ? Promise.resolve([]) : library.versions(id, revision)),
    [library, id, revision],
  )
  return useLoaded(id ?? '', load)
}

interface Taking {
  readonly id: string
  readonly revision?: string
}

/** Reads a version and makes the node run it: the newest one unless told. What cannot be read changes nothing and is said. */
function useTaking(
  library: PipelineLibrary,
  place: NodePlace,
  nameOf: (pipeline: string) => string,
  onTaken: () => void,
) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const [taking, setTaking] = useState<Taking | null>(null)
  const [fault, setFault] = useState<string>()
  const latest = useRef<Taking>(null)
  const find = async ({ id, revision }: Taking): Promise<StoredReference> => {
    const found = revision ?? (await library.versions(id))[0]?.revision
    if (found === undefined) throw new NoVersion()
    return { id, revision: found }
  }
  const describe = (error: unknown, { id }: Taking) => {
    if (error instanceof NoVersion) return say('forms.pipelineNoVersion', { name: nameOf(id) })
    if (error instanceof NoPipelineStore) return say('canvas.subPipelineNotKept', { pipeline: id })
    return sayFailure(toFailure(error))
  }
  const take = async (id: string, revision?: string) => {
    if (id === place.pipeline) return
    const wanted: Taking = { id, ...(revision === undefined ? {} : { revision }) }
    latest.current = wanted
    setTaking(wanted)
    setFault(undefined)
    try {
      const reference = await find(wanted)
      const inside = await place.load(reference)
      // Another one may have been chosen meanwhile.
      if (latest.current !== wanted) return
      place.apply(setStoredPipeline(place.id, reference, inside, place.registry))
      onTaken()
    } catch (error) {
      if (latest.current !== wanted) return
      setFault(describe(error, wanted))
    }
    setTaking(null)
  }
  return { taking, fault, take }
}

/** A pipeline that has only a draft. */
class NoVersion extends Error {}

interface VersionFieldProps {
  readonly stored: StoredReference
  readonly versions: Loaded<readonly PipelineVersion[]>
  readonly onTake: (revision: string) => void
}

function VersionField({
  stored: { id, revision },
  versions: { value, failure: fault },
  onTake,
}: VersionFieldProps) {
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
