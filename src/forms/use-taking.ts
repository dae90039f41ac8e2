/** Makes a node run a stored pipeline, once it has been read and found to fit. What cannot be taken changes nothing and is said. */
import { useRef, useState } from 'react'
import { loadStored } from '../../runtime/core/document/find-inside.ts'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { Failure, toFailure } from '../../runtime/core/errors/failure.ts'
import { findPipelineIssues } from '../document/pipeline-issues.ts'
import { setStoredPipeline } from '../document/set-pipeline.ts'
import { NoPipelineStore } from '../document/stored-pipelines.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import type { PipelineLibrary } from '../session/pipeline-library.ts'
import type { NodePlace } from './form-scope.tsx'

/** What somebody chose; its newest version where none is told. */
interface Taking {
  readonly id: string
  readonly revision?: string
}

interface TakingFault {
  readonly id: string
  readonly text: string
  /** It has no version that a node could run, and can get one here. */
  readonly isDraft: boolean
}

/** @param onTaken Called when one has been set. */
export function useTaking(
  library: PipelineLibrary,
  place: NodePlace,
  nameOf: (pipeline: string) => string,
  onTaken: () => void,
) {
  const describe = useTakingTexts(library, nameOf)
  const [taking, setTaking] = useState<Taking | null>(null)
  const [fault, setFault] = useState<TakingFault>()
  const latest = useRef<Taking>(null)
  const takeFound = async (wanted: Taking, findRevision: () => Promise<string>) => {
    latest.current = wanted
    setTaking(wanted)
    setFault(undefined)
    try {
      const reference = { id: wanted.id, revision: await findRevision() }
      const inside = await place.load(reference)
      await refuseWhatLeadsBack(place, reference.id, inside)
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
  const take = (id: string, revision?: string) => {
    if (place.trail.pipelines.some((one) => one.id === id)) return
    const wanted: Taking = { id, ...(revision === undefined ? {} : { revision }) }
    void takeFound(wanted, async () => revision ?? newestVersion(library, id))
  }
  const saveFirst = (id: string) => {
    void takeFound({ id }, async () => {
      const saved = await library.saveVersion?.(id)
      if (saved === undefined) throw new NoVersion()
      return saved.revision
    })
  }
  return { taking, fault, take, saveFirst }
}

/** A pipeline that has only a draft. */
class NoVersion extends Error {}

async function newestVersion(library: PipelineLibrary, id: string): Promise<string> {
  const newest = (await library.versions(id))[0]
  if (newest === undefined) throw new NoVersion()
  return newest.revision
}

function useTakingTexts(library: PipelineLibrary, nameOf: (pipeline: string) => string) {
  const say = useMessages()
  const sayFailure = useFailureText()
  return (error: unknown, { id }: Taking): TakingFault => {
    if (error instanceof NoVersion) {
      const isDraft = library.saveVersion !== undefined
      const text = say(isDraft ? 'forms.pipelineOnlyDraft' : 'forms.pipelineNoVersion', { name: nameOf(id) })
      return { id, text, isDraft }
    }
    const text =
      error instanceof NoPipelineStore
        ? say('canvas.subPipelineNotKept', { pipeline: id })
        : sayFailure(toFailure(error))
    return { id, text, isDraft: false }
  }
}

/** @throws SUB_PIPELINE_LOOP, SUB_PIPELINE_TOO_DEEP */
async function refuseWhatLeadsBack(
  { registry, trail, load }: NodePlace,
  id: string,
  inside: PipelineDocument,
) {
  const find = await loadStored(inside, load)
  const issues = findPipelineIssues(
    inside,
    registry,
    { find, whyMissing: () => undefined },
    { pipelines: [...trail.pipelines, { id, name: inside.name }], depth: trail.depth + 1 },
  )
  const refusal = issues.find(({ code }) => code === 'SUB_PIPELINE_LOOP' || code === 'SUB_PIPELINE_TOO_DEEP')
  if (refusal !== undefined) throw new Failure(refusal.code, refusal.params)
}
