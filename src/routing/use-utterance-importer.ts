import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { IntentSummary } from '../../runtime/core/wire/intents.ts'
import { useLocale, useMessages, useSchemaErrors } from '../messages/messages-context.tsx'
import type { Importer } from '../resources/import/import-dialog.tsx'
import { newRowId } from '../resources/new-row-id.ts'
import { fetchAllRows } from '../resources/use-pages.ts'
import { useServer } from '../session/server-context.tsx'
import { formatCount } from '../ui/format-number.ts'
import { useToast } from '../ui/toast.tsx'
import type { LabelledText } from './parse-utterances.ts'
import { compareUtterances, parseUtterances, utteranceEndings } from './parse-utterances.ts'

/** What `PUT /utterances` takes. */
const mostUtterances = 50_000

export function useUtteranceImporter(model: IntentSummary): Importer<LabelledText> {
  const say = useMessages()
  const locale = useLocale()
  const server = useServer()
  const queries = useQueryClient()
  const showToast = useToast()
  const schemaErrors = useSchemaErrors()
  return useMemo(() => {
    const compare = async (rows: readonly LabelledText[]) => {
      const stored = await fetchAllRows((page) => server.intents.utterances(model.id, page))
      return compareUtterances(rows, stored, () => newRowId('u'))
    }
    return {
      title: say('routing.importTitle'),
      help: say('routing.importHelp'),
      endings: utteranceEndings,
      mostRows: mostUtterances,
      read: (files) => parseUtterances(files, schemaErrors),
      preview: async (rows) => {
        const { added, changed, same, leftOut } = await compare(rows)
        const count = (n: number) => formatCount(n, locale)
        const changes = say('resources.importChanges', {
          added: count(added),
          changed: count(changed),
          same: count(same),
        })
        return leftOut === 0 ? changes : `${changes} ${say('routing.importLeftOut', { n: leftOut })}`
      },
      save: async (rows) => {
        const { put } = await compare(rows)
        if (put.length > 0) await server.intents.putUtterances(model.id, put)
        await Promise.all(
          ['intents', 'utterances'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
        )
        showToast({ tone: 'clear', text: say('resources.imported', { n: put.length }) })
      },
    }
  }, [say, locale, server, queries, showToast, schemaErrors, model.id])
}
