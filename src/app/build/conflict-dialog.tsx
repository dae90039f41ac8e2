/** Two people changed the same thing: each conflict shows both versions side by side, and a person chooses. */
import { useState } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import type { FactName, Merge, MergeConflict, Side } from '../../document/merge-documents.ts'
import { keyOf } from '../../document/merge-documents.ts'
import type { MessageKey, Say } from '../../messages/catalogue.ts'
import { useMessages } from '../../messages/messages-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './build-view.module.css'

export interface ConflictDialogProps {
  readonly merge: Merge
  readonly onSettle: (document: PipelineDocument) => void
}

export function ConflictDialog({ merge, onSettle }: ConflictDialogProps) {
  const say = useMessages()
  const { conflicts } = merge
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
      width={760}
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
        {conflicts.map((conflict) => (
          <ConflictChoice
            key={keyOf(conflict)}
            conflict={conflict}
            value={choices.get(keyOf(conflict)) ?? null}
            onChange={(side) => setChoices(new Map([...choices, [keyOf(conflict), side]]))}
          />
        ))}
      </div>
    </Dialog>
  )
}

interface ConflictChoiceProps {
  readonly conflict: MergeConflict
  readonly value: Side | null
  readonly onChange: (side: Side) => void
}

function ConflictChoice({ conflict, value, onChange }: ConflictChoiceProps) {
  const say = useMessages()
  const { mine, theirs } = describeSides(conflict)
  return (
    <RadioGroup
      value={value}
      onChange={(side) => onChange(side === 'theirs' ? 'theirs' : 'mine')}
      className={styles['conflict'] ?? ''}
    >
      <Label className={styles['changed'] ?? ''}>{titleOf(conflict, say)}</Label>
      <div className={styles['sides']}>
        <Radio value="mine" className={styles['side'] ?? ''}>
          <span>{say('document.mine')}</span>
          <pre>{mine ?? say('document.deletedSide')}</pre>
        </Radio>
        <Radio value="theirs" className={styles['side'] ?? ''}>
          <span>{say('document.theirs')}</span>
          <pre>{theirs ?? say('document.deletedSide')}</pre>
        </Radio>
      </div>
    </RadioGroup>
  )
}

const factKeys = {
  name: 'document.factName',
  description: 'document.factDescription',
  settings: 'document.factSettings',
  notes: 'document.factNotes',
  groups: 'document.factGroups',
  extensions: 'document.factExtensions',
} as const satisfies Record<FactName, MessageKey>

function titleOf(conflict: MergeConflict, say: Say): string {
  switch (conflict.kind) {
    case 'fact':
      return say(factKeys[conflict.id])
    case 'node':
      return say('document.conflictNode', { node: (conflict.mine ?? conflict.theirs)?.name ?? conflict.id })
    case 'edge':
      return say('document.conflictEdge', { edge: conflict.id })
  }
}

/** What differs between the two sides, member by member; undefined for the side that deleted it. */
function describeSides({ mine, theirs }: MergeConflict): { mine?: string; theirs?: string } {
  const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  const write = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value, null, 1))
  if (!isRecord(mine) || !isRecord(theirs)) {
    return {
      ...(mine === undefined ? {} : { mine: write(mine) }),
      ...(theirs === undefined ? {} : { theirs: write(theirs) }),
    }
  }
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].filter(
    (name) => JSON.stringify(mine[name]) !== JSON.stringify(theirs[name]),
  )
  const pick = (side: Record<string, unknown>) =>
    names.map((name) => `${name}: ${side[name] === undefined ? '–' : write(side[name])}`).join('\n')
  return { mine: pick(mine), theirs: pick(theirs) }
}
