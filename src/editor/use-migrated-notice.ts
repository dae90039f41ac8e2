/** Says once what was brought up to date when it came in: nothing else shows that the settings are not as they were saved. */
import { useEffect } from 'react'
import { useMessages } from '../messages/messages-context.tsx'
import { titleOfNode } from '../messages/node-texts.ts'
import { useEditor, useWhole } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'
import { useToast } from '../ui/toast.tsx'

/** Of those that are named. */
const mostNames = 5

export function useMigratedNotice(): void {
  const say = useMessages()
  const texts = useNodeTexts()
  const toast = useToast()
  const { nodes, whole } = useEditor()
  const migrated = useWhole((state) => state.migrated)
  useEffect(() => {
    // What is only looked at is not saved.
    if (migrated.length === 0 || whole.getState().isReadOnly) return
    const titles = migrated.slice(0, mostNames).map((record) => titleOfNode(record, nodes, texts))
    const more = migrated.length > mostNames ? ', …' : ''
    toast({ text: say('document.migrated', { nodes: titles.join(', ') + more }) })
    // oxlint-disable-next-line react/exhaustive-deps -- said once: another language is no reason to say it again
  }, [migrated])
}
