/** Asks for the token of a server that wants one. */
import { useState } from 'react'
import { useMessages } from '../messages/messages-context.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'

export interface TokenDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onToken: (token: string) => void
}

export function TokenDialog({ isOpen, onClose, onToken }: TokenDialogProps) {
  const say = useMessages()
  const [token, setToken] = useState('')
  const submit = () => {
    if (token.trim() !== '') onToken(token.trim())
  }
  return (
    <Dialog
      title={say('app.tokenNeeded')}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <Button variant="primary" onPress={submit} isDisabled={token.trim() === ''}>
          {say('app.unlock')}
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <TextField
          label={say('app.token')}
          description={say('app.tokenHelp')}
          type="password"
          autoComplete="off"
          autoFocus
          value={token}
          onChange={setToken}
        />
      </form>
    </Dialog>
  )
}
