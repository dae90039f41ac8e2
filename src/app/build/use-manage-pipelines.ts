/** Making, copying, filing, importing, exporting and deleting pipelines. */
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { emptyPipeline } from '../../../runtime/core/document/empty-pipeline.ts'
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import { documentLimits } from '../../../runtime/core/document/document.ts'
import type { Filing, PipelineSummary } from '../../../runtime/core/wire/pipelines.ts'
import { parseJson, parsePipeline } from '../../../runtime/core/document/parse.ts'
import { failure, toFailure } from '../../../runtime/core/errors/failure.ts'
import { useFailureText, useMessages } from '../../messages/messages-context.tsx'
import { createUnderFreeId } from '../../session/create-pipeline.ts'
import { navigateTo } from '../../session/navigation.ts'
import { useServer } from '../../session/server-context.tsx'
import { remember } from '../../ui/remembered.ts'
import { useToast } from '../../ui/toast.tsx'
import { exportDocument } from './export-files.ts'
import { readDocumentFile } from './read-document-file.ts'

export type PipelineManagement = ReturnType<typeof useManagePipelines>

export function useManagePipelines() {
  const tools = usePipelineTools()
  return useMemo(() => ({ ...makers(tools), ...filers(tools), ...removers(tools) }), [tools])
}

type Tools = ReturnType<typeof usePipelineTools>

function usePipelineTools() {
  const server = useServer()
  const queries = useQueryClient()
  const say = useMessages()
  const failureText = useFailureText()
  const toast = useToast()
  return useMemo(() => {
    const refresh = () => queries.invalidateQueries({ queryKey: ['pipelines'] })
    const open = async (document: PipelineDocument) => {
      await refresh()
      remember('pipeline', document.id)
      navigateTo('build', document.id)
    }
    const tryTo = async (work: () => Promise<void>) => {
      try {
        await work()
      } catch (error) {
        toast({ text: failureText(toFailure(error).toJSON()), tone: 'danger' })
      }
    }
    return { server, say, toast, refresh, open, tryTo }
  }, [server, queries, say, failureText, toast])
}

function makers({ server, say, toast, refresh, open, tryTo }: Tools) {
  const copy = (document: PipelineDocument) => {
    const name = say('document.copyOf', { name: document.name }).slice(0, 120)
    return createUnderFreeId(server, (id) => ({ ...document, id, name }), name)
  }
  return {
    createEmpty: () =>
      tryTo(async () => {
        const name = say('document.untitled')
        await open(await createUnderFreeId(server, (id) => emptyPipeline(id, name), name))
      }),
    /** Makes it under a name and opens it. */
    createFrom: (document: PipelineDocument, name: string) =>
      tryTo(async () => open(await createUnderFreeId(server, (id) => ({ ...document, id, name }), name))),
    duplicate: (document: PipelineDocument) => tryTo(async () => open(await copy(document))),
    /** The copy stands in the list; it is opened from there, or by the message. */
    duplicateListed: (id: string) =>
      tryTo(async () => {
        const made = await copy((await server.pipelines.get(id)).document)
        await refresh()
        toast({
          text: say('pipelines.wasCopied', { name: made.name }),
          action: { label: say('pipelines.open'), onPress: () => void open(made) },
        })
      }),
    importFile: (file: File) =>
      tryTo(async () => {
        if (file.size > documentLimits.bytes) {
          const { name: source, size: bytes } = file
          throw failure('DOCUMENT_TOO_LARGE', { source, bytes, limit: documentLimits.bytes })
        }
        const document = parsePipeline(parseJson(await readDocumentFile(file), file.name))
        await open(await createUnderFreeId(server, (id) => ({ ...document, id }), document.id))
      }),
    exportListed: (id: string) =>
      tryTo(async () => exportDocument((await server.pipelines.get(id)).document)),
  }
}

function filers({ server, say, toast, refresh, tryTo }: Tools) {
  const file = async (id: string, filing: Filing) => {
    await server.pipelines.file(id, filing)
    await refresh()
  }
  return {
    setTags: (id: string, tags: readonly string[]) => tryTo(() => file(id, { tags: [...tags] })),
    setArchived: ({ id, name }: PipelineSummary, isArchived: boolean) =>
      tryTo(async () => {
        await file(id, { isArchived })
        toast({
          text: say(isArchived ? 'pipelines.wasArchived' : 'pipelines.wasUnarchived', { name }),
          action: {
            label: say('pipelines.undo'),
            onPress: () => void tryTo(() => file(id, { isArchived: !isArchived })),
          },
        })
      }),
  }
}

/** Deletes at once and offers to bring it back: nothing is asked, nothing is lost. */
function removers({ server, say, toast, refresh, open, tryTo }: Tools) {
  const remove = async (
    { id, name }: { readonly id: string; readonly name: string },
    counter: number,
    onBack: (document: PipelineDocument) => Promise<void>,
  ) => {
    await server.pipelines.remove(id, counter)
    await refresh()
    const bringBack = async () => onBack((await server.pipelines.restore(id)).document)
    toast({
      text: say('document.deleted', { name }),
      action: { label: say('document.undoDelete'), onPress: () => void tryTo(bringBack) },
    })
  }
  return {
    /** The one that is open. */
    remove: (document: PipelineDocument, counter: number) =>
      tryTo(async () => {
        await remove(document, counter, open)
        navigateTo('build')
      }),
    removeListed: (pipeline: PipelineSummary) => tryTo(() => remove(pipeline, pipeline.counter, refresh)),
  }
}
