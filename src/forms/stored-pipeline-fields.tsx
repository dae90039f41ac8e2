/** Picks a stored pipeline and one of its versions, or makes one, and says what is wrong with the one that is set. */
import { ExternalLink, Plus } from 'lucide-react'
import { Suspense, useCallback, useEffect, useState } from 'react'
import type { StoredReference } from '../../runtime/core/services/sub-pipelines.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { useIssues } from '../session/editor-context.tsx'
import type { ListedPipeline, PipelineLibrary, PipelineVersion } from '../session/pipeline-library.ts'
import type { Loaded } from '../session/use-loaded.ts'
import { useLoaded } from '../session/use-loaded.ts'
import { Button } from '../ui/button.tsx'
import type { Choice } from '../ui/choice.tsx'
import { ComboBox } from '../ui/combo-box.tsx'
import { Icon } from '../ui/icon.tsx'
import { lazyComponent } from '../ui/lazy-component.ts'
import type { NodePlace } from './form-scope.tsx'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'
import { PipelineVersionField } from './pipeline-version-field.tsx'
import { useIssueText } from './use-issue-text.ts'
import { useTaking } from './use-taking.ts'

const NewPipelineDialog = lazyComponent(
  async () => (await import('./new-pipeline-dialog.tsx')).NewPipelineDialog,
)

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
  const { taking, fault, take, saveFirst } = useTaking(library, place, nameOf, onTaken)
  const versions = useVersions(library, place, stored)
  const { wrong, hasUnknownEnds } = useFaults(place, stored)
  const isMissing = versions.failure?.code === 'PIPELINE_NOT_FOUND'
  const missing = isMissing && versions.failure !== null ? sayFailure(versions.failure) : undefined
  // What was refused stays in the field, with the reason below it.
  const id = taking?.id ?? fault?.id ?? stored?.id ?? ''
  const isOther = fault !== undefined && fault.id !== stored?.id
  const href = id === '' || (isMissing && !isOther) ? undefined : library.hrefOf?.(id)
  return (
    <>
      <ComboBox
        label={say('forms.pipelineStored')}
        error={fault?.text ?? missing ?? wrong}
        items={(items ?? []).map((item) => choiceOf(item, place, say('forms.pipelineSelf')))}
        value={id}
        onChange={(next) => take(next)}
        isDisabled={isReadOnly}
      />
      {fault?.isDraft === true && !isReadOnly ? (
        <div>
          <Button isSmall onPress={() => saveFirst(fault.id)}>
            {say('forms.pipelineSaveFirst')}
          </Button>
        </div>
      ) : null}
      {items?.length === 0 ? <span className={styles['help']}>{say('forms.resourceEmpty')}</span> : null}
      {stored === undefined || isMissing || isOther ? null : (
        <PipelineVersionField
          stored={taking === null ? stored : { ...stored, ...taking }}
          versions={versions}
          onTake={(revision) => take(stored.id, revision)}
        />
      )}
      {stored === undefined || !hasUnknownEnds || isOther ? null : (
        <OtherEnds onTake={() => take(stored.id, stored.revision)} />
      )}
      <div className={styles['aside']}>
        {library.create === undefined || isReadOnly ? null : (
          <NewPipeline library={library} place={place} onMade={(made) => take(made.id, made.revision)} />
        )}
        {href === undefined ? null : (
          <a href={href} className={styles['link']}>
            <Icon icon={ExternalLink} size={12} />
            {say('forms.pipelineOpen')}
          </a>
        )}
      </div>
    </>
  )
}

function OtherEnds({ onTake }: { readonly onTake: () => void }) {
  const say = useMessages()
  const { isReadOnly } = useFormScope()
  return (
    <>
      <span className={styles['caution']}>{say('forms.pipelineEndsDiffer')}</span>
      {isReadOnly ? null : (
        <div>
          <Button isSmall onPress={onTake}>
            {say('forms.pipelineTakeEnds')}
          </Button>
        </div>
      )}
    </>
  )
}

/** What leads here cannot be chosen. */
function choiceOf({ id, name, detail }: ListedPipeline, { trail }: NodePlace, leadsHere: string): Choice {
  if (trail.pipelines.some((one) => one.id === id))
    return { id, label: name, isDisabled: true, description: leadsHere }
  return { id, label: name, ...(detail === undefined ? {} : { description: detail }) }
}

function useVersions(
  library: PipelineLibrary,
  { load: loadStored }: NodePlace,
  stored: StoredReference | undefined,
): Loaded<readonly PipelineVersion[]> {
  const id = stored?.id
  const revision = stored?.revision
  const load = useCallback(
    () => (id === undefined ? Promise.resolve([]) : library.versions(id, revision)),
    [library, id, revision],
  )
  const versions = useLoaded(id ?? '', load)
  const isListed = versions.value?.some((version) => version.revision === revision) === true
  useEffect(() => {
    // It may not have been there when it was asked for.
    if (id !== undefined && revision !== undefined && isListed)
      void loadStored({ id, revision }).catch(() => undefined)
  }, [loadStored, id, revision, isListed])
  return versions
}

const aboutPipelines: ReadonlySet<string> = new Set([
  'SUB_PIPELINE_LOOP',
  'SUB_PIPELINE_TOO_DEEP',
  'SUB_PIPELINE_END_UNKNOWN',
  'PIPELINE_NOT_FOUND',
  'REVISION_NOT_FOUND',
])

/** What the check of the document finds at fault with the pipeline that is set. That it is missing itself shows here already. */
function useFaults({ id }: NodePlace, stored: StoredReference | undefined) {
  const issueText = useIssueText()
  const issues = useIssues((state) => state.byNode.get(id))
  const found = stored === undefined ? [] : (issues?.filter(({ code }) => aboutPipelines.has(code)) ?? [])
  const wrong = found.find(({ code, path }) =>
    path.endsWith('/config/pipeline') && !path.includes('/revision/')
      ? code.startsWith('SUB_PIPELINE')
      : path.includes('/config/pipeline/'),
  )
  return {
    wrong: wrong === undefined ? undefined : issueText(wrong),
    hasUnknownEnds: found.some(({ path }) => /^\/nodes\/\d+\/config\/(fields|results)$/.test(path)),
  }
}

interface NewPipelineProps {
  readonly library: PipelineLibrary
  readonly place: NodePlace
  readonly onMade: (made: StoredReference) => void
}

function NewPipeline(props: NewPipelineProps) {
  const say = useMessages()
  const [isMaking, setIsMaking] = useState(false)
  return (
    <>
      <Button isSmall variant="quiet" icon={Plus} onPress={() => setIsMaking(true)}>
        {say('document.newPipeline')}
      </Button>
      {isMaking ? (
        <Suspense fallback={null}>
          <NewPipelineDialog {...props} onClose={() => setIsMaking(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
