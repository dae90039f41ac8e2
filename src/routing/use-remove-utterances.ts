/** Removes utterances at once and offers to put them back. */
import { useQueryClient } from '@tanstack/react-query'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { IntentSummary, Utterance } from '../../runtime/core/wire/intents.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { fetchAllRows } from '../resources/use-pages.ts'
import { navigateTo } from '../session/navigation.ts'
import { useServer } from '../session/server-context.tsx'
import { useToast } from '../ui/toast.tsx'
import { intentName } from './intent-filter.tsx'

export function useRemoveUtterance(model: IntentSummary): (utterance: Utterance) => void {
  const say = useMessages()
  const server = useServer()
  const { announce, showFailure, refresh } = useRemoval(model)
  const remove = async (utterance: Utterance) => {
    await server.intents.removeUtterance(model.id, utterance.id)
    announce(say('routing.removed', { text: utterance.text }), [utterance])
    await refresh()
  }
  return (utterance) => void remove(utterance).catch(showFailure)
}

/** Removes all utterances of an intent: the intent itself is nothing more. */
export function useRemoveIntent(model: IntentSummary): (intent: string) => void {
  const say = useMessages()
  const server = useServer()
  const { announce, showFailure, refresh } = useRemoval(model)
  const remove = async (intent: string) => {
    const rows = await fetchAllRows((page) => server.intents.utterances(model.id, { ...page, intent }))
    await server.intents.removeUtterances(
      model.id,
      rows.map(({ id }) => id),
    )
    announce(say('routing.removedIntent', { intent: intentName(intent, say), n: rows.length }), rows)
    navigateTo('routing', model.id, 'utterances')
    await refresh()
  }
  return (intent) => void remove(intent).catch(showFailure)
}

function useRemoval(model: IntentSummary) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const server = useServer()
  const queries = useQueryClient()
  const showToast = useToast()
  const refresh = async () => {
    await Promise.all(['intents', 'utterances'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
  }
  const showFailure = (error: unknown) => showToast({ tone: 'danger', text: sayFailure(toFailure(error)) })
  const undo = async (rows: readonly Utterance[]) => {
    await server.intents.putUtterances(model.id, rows)
    await refresh()
  }
  const announce = (text: string, rows: readonly Utterance[]) =>
    showToast({
      text,
      action: { label: say('resources.undo'), onPress: () => void undo(rows).catch(showFailure) },
    })
  return { announce, showFailure, refresh }
}
