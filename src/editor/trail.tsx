/** Inside a sub-pipeline: the way from the pipeline of the host to what is shown, each step a way back. */
import { ChevronRight } from 'lucide-react'
import { Fragment, useEffect, useState } from 'react'
import { CommandButton } from '../commands/command-button.tsx'
import { goOut } from '../commands/go-out.ts'
import { useEditorActions } from '../drawing/use-editor-actions.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { titleOfNode } from '../messages/node-texts.ts'
import { useEditor, useLevel, useWhole } from '../session/editor-context.tsx'
import type { HostPlace } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { LevelRun } from './level-run.tsx'
import styles from './trail.module.css'

export function Trail() {
  const say = useMessages()
  const texts = useNodeTexts()
  const actions = useEditorActions()
  const { levels, nodes } = useEditor()
  const name = useWhole(({ document }) => document.name)
  useLevel(({ path }) => path)
  const titles = [name, ...levels.listRecords().map((record) => titleOfNode(record, nodes, texts))]
  return (
    <nav className={styles['trail']} aria-label={say('canvas.trail')}>
      <CommandButton command={goOut} />
      <ol className={styles['steps']}>
        {titles.map((title, depth) => (
          // A step is known by how deep it is.
          <Fragment key={depth}>
            {depth === 0 ? null : (
              <li aria-hidden className={styles['sign']}>
                <Icon icon={ChevronRight} size={14} />
              </li>
            )}
            <li className={styles['step']}>
              {depth === titles.length - 1 ? (
                <span aria-current="location" className={styles['here']}>
                  {title}
                </span>
              ) : (
                <Button
                  isSmall
                  variant="quiet"
                  aria-label={say('canvas.trailOut', { title })}
                  onPress={() => void actions.goOut(depth)}
                >
                  {title}
                </Button>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
      <LevelRun />
      <StoredNote />
    </nav>
  )
}

/** What is stored elsewhere is changed there. */
function StoredNote() {
  const say = useMessages()
  const { loadPlaces } = useEditor()
  const stored = useLevel((state) => state.stored)
  const [place, setPlace] = useState<HostPlace | null>(null)
  const id = stored?.id
  useEffect(() => {
    let isCurrent = true
    const show = (places: readonly HostPlace[]) => {
      if (isCurrent) setPlace(places.find((one) => one.id === id) ?? null)
    }
    // Without the way there the pipeline can still be looked at.
    if (id !== undefined) loadPlaces?.().then(show, () => show([]))
    return () => {
      isCurrent = false
    }
  }, [id, loadPlaces])
  if (stored === null) return null
  return (
    <span className={styles['stored']}>
      {say('canvas.trailStored', { version: stored.revision.slice(0, 12) })}
      {place === null ? null : (
        <Button isSmall onPress={place.onOpen}>
          {say('canvas.trailOpenStored', { title: place.title })}
        </Button>
      )}
    </span>
  )
}
