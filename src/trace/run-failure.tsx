/** Why a run could not be loaded, with a way to try again. */
import type { FailureData } from '../../runtime/core/errors/failure.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

/** Draws nothing where there is no failure. */
export function RunFailure({ failure, onRetry }: { failure: FailureData | null; onRetry: () => void }) {
  const say = useMessages()
  const failureText = useFailureText()
  if (failure === null) return null
  return (
    <Notice tone="danger" action={<Button onPress={onRetry}>{say('ui.tryAgain')}</Button>}>
      {failureText(failure)}
    </Notice>
  )
}
