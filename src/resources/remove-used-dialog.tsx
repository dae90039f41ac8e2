/** Asks before something goes that pipelines may use, and names those. */
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useMessages } from '../messages/messages-context.tsx'
import { Notice } from '../ui/notice.tsx'
import type { UsingPipeline } from './pipeline-uses.tsx'
import { PipelineUses } from './pipeline-uses.tsx'
import type { RemoveDialogProps } from './remove-dialog.tsx'
import { RemoveDialog } from './remove-dialog.tsx'

export interface RemoveUsedDialogProps extends Pick<RemoveDialogProps, 'title' | 'onClose' | 'onRemove'> {
  /** What goes with it. */
  readonly text: string
  readonly listUses: () => Promise<readonly UsingPipeline[]>
}

export function RemoveUsedDialog({ text, listUses, ...dialog }: RemoveUsedDialogProps) {
  const say = useMessages()
  const uses = useQuery({ queryKey: ['pipeline-uses', useId()], queryFn: listUses, gcTime: 0 })
  return (
    <RemoveDialog {...dialog} fault={uses.error}>
      <p>{text}</p>
      {uses.data?.length === 0 ? <p>{say('resources.unused')}</p> : null}
      {uses.data === undefined || uses.data.length === 0 ? null : (
        <Notice tone="caution">
          <PipelineUses pipelines={uses.data} />
        </Notice>
      )}
    </RemoveDialog>
  )
}
