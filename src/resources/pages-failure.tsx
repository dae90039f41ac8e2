/** Why the rows of a list could not be loaded, and a way to ask again. */
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

export function PagesFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const say = useMessages()
  const failureText = useFailureText()
  return (
    <Notice tone="danger" action={<Button onPress={onRetry}>{say('ui.tryAgain')}</Button>}>
      {failureText(toFailure(error))}
    </Notice>
  )
}
