/** Notes on the canvas, in Markdown. */
import { ViewportPortal } from '@xyflow/react'
import { ClipboardPaste, Copy, CopyPlus, Pencil, Scissors, Trash2 } from 'lucide-react'
import type { CSSProperties, KeyboardEvent, MouseEvent } from 'react'
import { Suspense, useEffect, useRef, useState } from 'react'
import type { Point } from '../document/commands.ts'
import type { NoteRecord } from '../document/group-commands.ts'
import { changeNote, deleteNote } from '../document/group-commands.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useDocument, useEditor } from '../session/editor-context.tsx'
import { useUndoKeys } from '../session/use-undo-keys.ts'
import { snapToGrid } from '../drawing/find-place.ts'
import { useEditorActions } from '../drawing/use-editor-actions.ts'
import { afterFrame } from '../ui/after-frame.ts'
import { joinClasses } from '../ui/class-names.ts'
import { focusIfNowhere } from '../ui/focus-if-nowhere.ts'
import { LateIconButton } from '../ui/late-icon-button.tsx'
import { lazyComponent } from '../ui/lazy-component.ts'
import { arrowStep, directions } from './arrow-steps.ts'
import styles from './note-cards.module.css'
import { useDrag } from './use-drag.ts'

const MarkdownText = lazyComponent(async () => (await import('../ui/markdown-text.tsx')).MarkdownText)

export function NoteCards() {
  const notes = useDocument(({ document }) => document.notes)
  if (notes.length === 0) return null
  return (
    <ViewportPortal>
      {notes.map((note) => (
        <NoteCard key={note.id} note={note} />
      ))}
    </ViewportPortal>
  )
}

const still: Point = { x: 0, y: 0 }

function NoteCard({ note }: { note: NoteRecord }) {
  const say = useMessages()
  const { document: documents } = useEditor()
  const isReadOnly = useDocument((state) => state.isReadOnly)
  const [isEditing, setIsEditing] = useState(note.text === '')
  const [shift, setShift] = useState(still)
  const [growth, setGrowth] = useState(still)
  const card = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const canvas = card.current?.closest<HTMLElement>('[data-part="canvas"]')
    // A note that had the focus is deleted: the canvas goes on with it.
    return () => {
      if (canvas?.isConnected === true) focusIfNowhere(() => canvas)
    }
  }, [])
  const remove = () => documents.getState().apply(deleteNote(note.id))
  const change = (next: Parameters<typeof changeNote>[1]) =>
    documents.getState().apply(changeNote(note.id, next))
  const drag = useDrag({
    onDrag: setShift,
    onDrop: (by) => {
      setShift(still)
      if (by === null) return
      change({ position: snapToGrid({ x: note.position.x + by.x, y: note.position.y + by.y }) })
    },
  })
  const resize = useDrag({
    onDrag: setGrowth,
    onDrop: (by) => {
      setGrowth(still)
      if (by === null) return
      const { x, y } = snapToGrid({ x: note.size.width + by.x, y: note.size.height + by.y })
      change({ size: { width: x, height: y } })
    },
  })
  const openMenu = useNoteMenu(note.id, () => setIsEditing(true))
  const onKeyDown = useNoteKeys(note, () => setIsEditing(true))
  return (
    <div
      ref={card}
      className={joinClasses(styles['note'], !isReadOnly && 'nopan')}
      style={placeOf(note, shift, growth)}
      role="group"
      tabIndex={0}
      aria-label={say('canvas.noteLabel')}
      data-note={note.id}
      onKeyDown={onKeyDown}
      onDoubleClick={(event) => {
        event.stopPropagation()
        if (!isReadOnly) setIsEditing(true)
      }}
      {...(isReadOnly || isEditing ? {} : { ...drag, onContextMenu: openMenu })}
    >
      {isEditing && !isReadOnly ? (
        <NoteField
          text={note.text}
          onChange={(text) => change({ text })}
          onEnd={() => setIsEditing(false)}
          onEscape={() => card.current?.focus()}
        />
      ) : (
        <NoteText text={note.text} />
      )}
      {isReadOnly ? null : (
        <>
          <span className={styles['tools']}>
            <LateIconButton
              label={say('canvas.noteDelete')}
              icon={Trash2}
              isSmall
              className="nodrag"
              onPress={remove}
            />
          </span>
          <span className={styles['corner']} aria-hidden {...resize} />
        </>
      )}
    </div>
  )
}

/** While it is dragged or resized, where it would be. */
function placeOf({ position, size }: NoteRecord, shift: Point, growth: Point): CSSProperties {
  return {
    transform: `translate(${position.x + shift.x}px, ${position.y + shift.y}px)`,
    inlineSize: size.width + growth.x,
    blockSize: size.height + growth.y,
  }
}

/** Arrow keys move the note that has the focus: there is nothing beside it to go to. */
function useNoteKeys({ id, position: { x, y } }: NoteRecord, onEdit: () => void) {
  const { document: documents } = useEditor()
  return (event: KeyboardEvent) => {
    const { apply, isReadOnly } = documents.getState()
    if (event.target !== event.currentTarget || isReadOnly) return
    const direction = event.altKey ? undefined : directions[event.key]
    if (direction !== undefined) {
      const by = arrowStep(direction, event.ctrlKey || event.metaKey)
      apply(changeNote(id, { position: { x: x + by.x, y: y + by.y } }, 'nudge'))
    } else if (event.key === 'Enter') onEdit()
    else if (event.key === 'Delete' || event.key === 'Backspace') apply(deleteNote(id))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}

/** @returns opens what can be done with the note */
function useNoteMenu(note: string, onEdit: () => void) {
  const say = useMessages()
  const { document: documents, session } = useEditor()
  const actions = useEditorActions()
  return (event: MouseEvent) => {
    event.preventDefault()
    session.getState().open({
      kind: 'menu',
      at: { x: event.clientX, y: event.clientY },
      on: null,
      own: [
        { id: 'note-edit', label: say('commands.editNote'), icon: Pencil, onAction: onEdit },
        {
          id: 'note-cut',
          label: say('commands.cut'),
          icon: Scissors,
          onAction: () => void actions.cutNote(note),
        },
        { id: 'note-copy', label: say('commands.copy'), icon: Copy, onAction: () => void actions.copy(note) },
        {
          id: 'note-paste',
          label: say('commands.paste'),
          icon: ClipboardPaste,
          onAction: () => void actions.paste(false),
        },
        {
          id: 'note-duplicate',
          label: say('commands.duplicate'),
          icon: CopyPlus,
          onAction: () => actions.duplicate(note),
        },
        {
          id: 'note-delete',
          label: say('canvas.noteDelete'),
          icon: Trash2,
          isDangerous: true,
          onAction: () => documents.getState().apply(deleteNote(note)),
        },
      ],
    })
  }
}

interface NoteFieldProps {
  readonly text: string
  readonly onChange: (text: string) => void
  readonly onEnd: () => void
  readonly onEscape: () => void
}

function NoteField({ text, onChange, onEnd, onEscape }: NoteFieldProps) {
  const say = useMessages()
  const field = useRef<HTMLTextAreaElement>(null)
  const undoKeys = useUndoKeys()
  // A menu that closes holds the focus for a frame: to take it earlier would end the editing.
  useEffect(() => afterFrame(() => field.current?.focus()), [])
  return (
    <textarea
      ref={field}
      className={`${styles['field'] ?? ''} nodrag nowheel`}
      aria-label={say('canvas.noteText')}
      placeholder={say('canvas.notePlaceholder')}
      value={text}
      maxLength={20_000}
      onChange={({ target }) => onChange(target.value)}
      onKeyDown={(event) => {
        undoKeys(event)
        if (event.key === 'Escape') onEscape()
      }}
      onBlur={onEnd}
    />
  )
}

function NoteText({ text }: { text: string }) {
  const say = useMessages()
  return (
    <div className={`${styles['text'] ?? ''} nowheel`}>
      {text === '' ? (
        <p className={styles['empty']}>{say('canvas.notePlaceholder')}</p>
      ) : (
        <Suspense fallback={text}>
          <MarkdownText text={text} />
        </Suspense>
      )}
    </div>
  )
}
