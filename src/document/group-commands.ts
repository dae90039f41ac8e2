/** Groups and notes: what orders a drawing and explains it, and changes nothing about what runs. */
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { DocumentCommand, Point } from './commands.ts'
import { countWords } from './commands.ts'
import { leaveGroups } from './leave-groups.ts'
import { newNodeId } from './new-id.ts'

export type GroupRecord = PipelineDocument['groups'][number]
export type NoteRecord = PipelineDocument['notes'][number]

/** Tones of groups, by the tokens they are drawn with. */
export const groupColors = ['documents', 'intent', 'decision', 'answer', 'text', 'json'] as const
export type GroupColor = (typeof groupColors)[number]

export function isGroupColor(color: string): color is GroupColor {
  return groupColors.some((one) => one === color)
}

/** Puts nodes into a new group; a node is in one group at most, and a group that is left empty goes. */
export function groupNodes(nodes: ReadonlySet<string>, title: string): DocumentCommand {
  return {
    kind: 'group',
    change: (document) => {
      const members = document.nodes.filter(({ id }) => nodes.has(id)).map(({ id }) => id)
      if (members.length === 0) return document
      const rest = leaveGroups(document.groups, nodes)
      const id = newNodeId('group', new Set(rest.map((group) => group.id)))
      const color = groupColors[rest.length % groupColors.length] ?? 'text'
      return { ...document, groups: [...rest, { id, title, color, nodes: members, collapsed: false }] }
    },
  }
}

/** Dissolves the groups that hold one of these nodes; the nodes stay. */
export function ungroupNodes(nodes: ReadonlySet<string>): DocumentCommand {
  return {
    kind: 'group',
    change: (document) => {
      const groups = document.groups.filter((group) => !group.nodes.some((id) => nodes.has(id)))
      return groups.length === document.groups.length ? document : { ...document, groups }
    },
  }
}

export function changeGroup(
  group: string,
  change: Partial<Pick<GroupRecord, 'title' | 'color' | 'collapsed'>>,
): DocumentCommand {
  return {
    kind: 'group',
    ...(change.title === undefined ? {} : { group: `group title ${group} ${countWords(change.title)}` }),
    change: (document) => changeOne(document, 'groups', group, change),
  }
}

export const noteSize = { width: 240, height: 140 } as const
const smallestNote = { width: 120, height: 64 } as const

export function addNote(position: Point): DocumentCommand {
  return {
    kind: 'note',
    change: (document) => {
      const id = newNodeId('note', new Set(document.notes.map((note) => note.id)))
      return {
        ...document,
        notes: [...document.notes, { id, text: '', position: { ...position }, size: noteSize }],
      }
    },
  }
}

/** Changes in a row with the same `step` are one step of undo, others each their own; unless told, as long as text stays in one word. */
export function changeNote(
  note: string,
  change: Partial<Pick<NoteRecord, 'text' | 'position' | 'size'>>,
  step: string | null = change.text === undefined ? null : `text ${countWords(change.text)}`,
): DocumentCommand {
  const size = change.size && {
    width: Math.max(smallestNote.width, change.size.width),
    height: Math.max(smallestNote.height, change.size.height),
  }
  return {
    kind: 'note',
    ...(step === null ? {} : { group: `note ${note} ${step}` }),
    change: (document) =>
      changeOne(document, 'notes', note, size === undefined ? change : { ...change, size }),
  }
}

export function deleteNote(note: string): DocumentCommand {
  return {
    kind: 'delete',
    change: (document) => {
      const notes = document.notes.filter(({ id }) => id !== note)
      return notes.length === document.notes.length ? document : { ...document, notes }
    },
  }
}

function changeOne<Kind extends 'groups' | 'notes'>(
  document: PipelineDocument,
  kind: Kind,
  id: string,
  change: Partial<PipelineDocument[Kind][number]>,
): PipelineDocument {
  const old = document[kind].find((one) => one.id === id)
  if (old === undefined) return document
  const next = { ...old, ...change }
  if (JSON.stringify(next) === JSON.stringify(old)) return document
  return { ...document, [kind]: document[kind].map((one) => (one.id === id ? next : one)) }
}
