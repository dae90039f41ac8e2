/** Two people changed the same thing: each conflict shows both versions side by side, and a person chooses. */
import { useMemo, useState } from 'react'
import type { PipelineDocument } from '../../../../runtime/core/document/document.ts'
import type { Merge } from '../../../document/merge-documents.ts'
import { keyOf } from '../../../document/merge-documents.ts'
import type { Side } from '../../../document/merge-records.ts'
import { useMessages } from '../../../messages/messages-context.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { builtinNodes } from '../../../../nodes/index.ts'
import { createNodeRegistry } from '../../../../runtime/core/node/registry.ts'
import { useNodeTexts } from '../../../session/use-node-texts.ts'
import { ConflictChoice } from './conflict-choice.tsx'
import styles from './conflict.module.css'
import { describeConflict } from './describe-conflict.ts'

const registry = createNodeRegistry(builtinNodes)

export interface ConflictDialogProps {
  readonly merge: Merge
  readonly onSettle: (document: PipelineDocument) => void
}

export function ConflictDialog({ merge, onSettle }: ConflictDialogProps) {
  const say = useMessages()
  const texts = useNodeTexts()
  const { conflicts } = merge
  const views = useMemo(
    () =>
      merge.conflicts.map((conflict) => describeConflict(conflict, merge.sides, { registry, texts, say })),
    [merge, texts, say],
  )
  const [choices, setChoices] = useState<ReadonlyMap<string, Side>>(new Map())
  // It can be put aside to look at the canvas; the save status keeps saying that a decision is open.
  const [isOpen, setIsOpen] = useState(true)
  const chooseAll = (side: Side) => setChoices(new Map(conflicts.map((conflict) => [keyOf(conflict), side])))
  const open = conflicts.filter((conflict) => !choices.has(keyOf(conflict))).length
  if (!isOpen) {
    return (
      <div style={{ position: 'absolute', insetBlockStart: 52, insetInlineEnd: 12, zIndex: 6 }}>
        <Button variant="primary" onPress={() => setIsOpen(true)}>
          {say('document.decide', { n: conflicts.length })}
        </Button>
      </div>
    )
  }
  return (
    <Dialog
      title={say('document.conflictTitle')}
      isOpen
      width={920}
      onClose={() => setIsOpen(false)}
      actions={
        <Button
          variant="primary"
          isDisabled={open > 0}
          onPress={() => {
            setIsOpen(false)
            onSettle(merge.resolve(choices))
          }}
        >
          {open > 0 ? say('document.openDecisions', { n: open }) : say('document.saveMerged')}
        </Button>
      }
    >
      <div className={styles['conflicts']}>
        <p>{say('document.conflictText')}</p>
        <div className={styles['all']}>
          <Button isSmall onPress={() => chooseAll('mine')}>
            {say('document.allMine')}
          </Button>
          <Button isSmall onPress={() => chooseAll('theirs')}>
            {say('document.allTheirs')}
          </Button>
        </div>
        {views.map((view, index) => {
          const conflict = conflicts[index]
          if (conflict === undefined) return null
          const key = keyOf(conflict)
          return (
            <ConflictChoice
              key={key}
              view={view}
              value={choices.get(key) ?? null}
              onChange={(side) => setChoices(new Map([...choices, [key, side]]))}
            />
          )
        })}
      </div>
    </Dialog>
  )
}
