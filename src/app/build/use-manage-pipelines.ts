/** Making, copying, importing, exporting and deleting pipelines. */
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { emptyPipeline } from '../../../runtime/core/document/empty-pipeline.ts'
import type { SignalboxClient } from '../../../runtime/client/client.ts'
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import { documentLimits } from '../../../runtime/core/document/document.ts'
import { parsePipeline } from '../../../runtime/core/document/parse.ts'
import { failure, toFailure } from '../../../runtime/core/errors/failure.ts'
import { useFailureText, useMessages } from '../../messages/messages-context.tsx'
import { navigateTo } from '../../session/navigation.ts'
import { useServer } from '../../session/server-context.tsx'
import { remember } from '../../ui/remembered.ts'
import { useToast } from '../../ui/toast.tsx'

/** `Support desk (copy)` gives `support-desk-copy`; names without Latin letters give `pipeline`. */
export function idFromName(name: string, taken: ReadonlySet<string>): string {
  const stem =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 56) || 'pipeline'
  if (!taken.has(stem)) return stem
  for (let count = 2; ; count += 1) if (!taken.has(`${stem}-${count}`)) return `${stem}-${count}`
}

async function createUnderFreeId(
  server: SignalboxClient,
  make: (id: string) => PipelineDocument,
  name: string,
): Promise<PipelineDocument> {
  const taken = new Set((await server.pipelines.list()).map(({ id }) => id))
  return (await server.pipelines.create(make(idFromName(name, taken)))).document
}

export type PipelineManagement = ReturnType<typeof useManagePipelines>

export function useManagePipelines() {
  const server = useServer()
  const queries = useQueryClient()
  const say = useMessages()
  const failureText = useFailureText()
  const toast = useToast()
  return useMemo(() => {
    const open = async (document: PipelineDocument) => {
      await queries.invalidateQueries({ queryKey: ['pipelines'] })
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
    return {
      createEmpty: () =>
        tryTo(async () => {
          const name = say('document.untitled')
          await open(await createUnderFreeId(server, (id) => emptyPipeline(id, name), name))
        }),
      duplicate: (document: PipelineDocument) =>
        tryTo(async () => {
          const name = say('document.copyOf', { name: document.name }).slice(0, 120)
          await open(await createUnderFreeId(server, (id) => ({ ...document, id, name }), name))
        }),
      importFile: (file: File) =>
        tryTo(async () => {
          if (file.size > documentLimits.bytes) {
            const { name: source, size: bytes } = file
            throw failure('DOCUMENT_TOO_LARGE', { source, bytes, limit: documentLimits.bytes })
          }
          const document = parsePipeline(await file.text())
          await open(await createUnderFreeId(server, (id) => ({ ...document, id }), document.id))
        }),
      /** Deletes at once and offers to bring it back: nothing is asked, nothing is lost. */
      remove: (document: PipelineDocument, counter: number) =>
        tryTo(async () => {
          await server.pipelines.remove(document.id, counter)
          await queries.invalidateQueries({ queryKey: ['pipelines'] })
          navigateTo('build')
          toast({
            text: say('document.deleted', { name: document.name }),
            action: {
              label: say('document.undoDelete'),
              onPress: () => void tryTo(async () => open((await server.pipelines.create(document)).document)),
            },
          })
        }),
    }
  }, [server, queries, say, failureText, toast])
}

/** Hands the document to the browser as a file. */
export function exportDocument(document: PipelineDocument): void {
  const url = URL.createObjectURL(
    new Blob([`${JSON.stringify(document, null, 2)}\n`], { type: 'application/json' }),
  )
  const link = globalThis.document.createElement('a')
  link.href = url
  link.download = `${document.id}.json`
  link.click()
  URL.revokeObjectURL(url)
}
