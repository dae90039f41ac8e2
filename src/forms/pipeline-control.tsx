/** What a node runs: a pipeline that is drawn in it, or a stored one at one of its versions. */
import { useCallback, useState } from 'react'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { pipelineInside } from '../../runtime/core/document/find-inside.ts'
import type { StoredReference } from '../../runtime/core/services/sub-pipelines.ts'
import { storedReferenceSchema } from '../../runtime/core/services/sub-pipelines.ts'
import { resetPipeline, setDrawnPipeline } from '../document/set-pipeline.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import type { ListedPipeline, PipelineLibrary } from '../session/pipeline-library.ts'
import { useLoaded } from '../session/use-loaded.ts'
import { Select } from '../ui/select.tsx'
import { useToast } from '../ui/toast.tsx'
import type { ControlProps, FormField } from './form-field.ts'
import { effectiveValue } from './form-field.ts'
import type { NodePlace } from './form-scope.tsx'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'
import { JsonControl } from './json-control.tsx'
import { StoredPipelineFields } from './stored-pipeline-fields.tsx'

export function PipelineControl(props: ControlProps) {
  const say = useMessages()
  const { resources, place } = useFormScope()
  if (place === null) return <JsonControl {...props} />
  const library = resources?.pipelines
  if (library === undefined) return <AsJson {...props} reason={say('forms.pipelinesNotKept')} />
  return <PipelineList {...props} library={library} place={place} />
}

/** Where there is nothing to choose from. */
function AsJson({ reason, ...props }: ControlProps & { readonly reason: string }) {
  return (
    <div className={styles['stack']}>
      <JsonControl {...props} />
      <span className={styles['help']}>{reason}</span>
    </div>
  )
}

interface PipelineListProps extends ControlProps {
  readonly library: PipelineLibrary
  readonly place: NodePlace
}

function PipelineList({ library, place, ...props }: PipelineListProps) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const applied = effectiveValue(props.field, props.value)
  const stored = storedReferenceSchema.safeParse(applied).data
  const drawn = applied === undefined ? undefined : pipelineInside({ config: { pipeline: applied } })
  const id = stored?.id
  const load = useCallback(() => library.list(id), [library, id])
  const { value: items, failure } = useLoaded('pipelines', load)
  if (failure !== null)
    return <AsJson {...props} reason={say('forms.resourceFailed', { reason: sayFailure(failure) })} />
  if (stored === undefined && drawn === undefined) return <JsonControl {...props} />
  return (
    <PipelineChoice
      field={props.field}
      library={library}
      place={place}
      items={items}
      stored={stored}
      drawn={drawn}
    />
  )
}

interface PipelineChoiceProps {
  readonly field: FormField
  readonly library: PipelineLibrary
  readonly place: NodePlace
  /** Null until they are loaded. */
  readonly items: readonly ListedPipeline[] | null
  readonly stored: StoredReference | undefined
  readonly drawn: PipelineDocument | undefined
}

function PipelineChoice({ field, library, place, items, stored, drawn }: PipelineChoiceProps) {
  const say = useMessages()
  const toast = useToast()
  const { isReadOnly } = useFormScope()
  // Nothing is written before a pipeline is chosen.
  const [isAsked, setIsAsked] = useState(false)
  const drawHere = async (reference: StoredReference) => {
    const inside = await place.load(reference).catch(() => undefined)
    place.apply(
      inside === undefined ? resetPipeline(place.id) : setDrawnPipeline(place.id, inside, place.registry),
    )
    if (inside === undefined) toast({ text: say('forms.pipelineNotCopied'), tone: 'danger' })
  }
  const isStored = stored !== undefined || isAsked
  return (
    <div className={styles['stack']}>
      <Select
        label={field.title}
        description={field.description}
        items={[
          { id: 'drawn', label: say('forms.pipelineIsDrawn') },
          { id: 'stored', label: say('forms.pipelineIsStored') },
        ]}
        value={isStored ? 'stored' : 'drawn'}
        isDisabled={isReadOnly}
        onChange={(next) => {
          setIsAsked(next === 'stored')
          if (next === 'drawn' && stored !== undefined) void drawHere(stored)
        }}
      />
      {isStored ? (
        <div className={styles['shape']}>
          <StoredPipelineFields
            library={library}
            place={place}
            items={items}
            stored={stored}
            onTaken={() => setIsAsked(false)}
          />
        </div>
      ) : (
        <span className={styles['help']}>{say('document.nodeCount', { n: drawn?.nodes.length ?? 0 })}</span>
      )}
    </div>
  )
}
