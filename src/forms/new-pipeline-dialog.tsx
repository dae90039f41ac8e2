/** Names a new pipeline that a node is to run. */
import { useState } from 'react'
import { createEchoPipeline } from '../../runtime/core/document/pipeline-ports.ts'
import type { StoredReference } from '../../runtime/core/services/sub-pipelines.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { FormDialog } from '../resources/form-dialog.tsx'
import type { PipelineLibrary } from '../session/pipeline-library.ts'
import { TextField } from '../ui/text-field.tsx'
import type { NodePlace } from './form-scope.tsx'
import { useFormScope } from './form-scope.tsx'

export interface NewPipelineDialogProps {
  readonly library: PipelineLibrary
  readonly place: NodePlace
  readonly onClose: () => void
  readonly onMade: (made: StoredReference) => void
}

const longestName = 120

export function NewPipelineDialog({ library, place, onClose, onMade }: NewPipelineDialogProps) {
  const say = useMessages()
  const [name, setName] = useState('')
  // Of a list node: what takes the item.
  const { field } = useFormScope().values
  const { reference } = place
  const drawn = reference !== undefined && 'inline' in reference ? reference.inline : undefined
  return (
    <FormDialog
      title={say('document.newPipeline')}
      saveLabel={say('resources.create')}
      isReady={name.trim() !== ''}
      onClose={onClose}
      onSave={async () => {
        const start = drawn ?? createEchoPipeline(typeof field === 'string' ? field : 'question')
        const made = await library.create?.({ ...start, name: name.trim() })
        if (made !== undefined) onMade(made)
      }}
    >
      <TextField
        label={say('resources.name')}
        description={say(drawn === undefined ? 'forms.pipelineEchoStart' : 'forms.pipelineCopyStart')}
        value={name}
        onChange={setName}
        maxLength={longestName}
        autoFocus
      />
    </FormDialog>
  )
}
