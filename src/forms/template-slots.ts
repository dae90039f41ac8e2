/** Where the slots of a template are while it is being written, and what is wrong with each. */
import type { Failure } from '../../runtime/core/errors/failure.ts'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { parseTemplate, templatePaths } from '../../runtime/expression/template.ts'
import type { OfferedName } from './form-scope.tsx'

/** Offsets in UTF-16, ends exclusive, braces included. */
export interface TemplateSlot {
  readonly from: number
  readonly to: number
  /** The first part of the path that it reads; null where it cannot be read. */
  readonly name: string | null
  readonly failure: Failure | null
}

export type SlotFault =
  | { readonly kind: 'broken'; readonly from: number; readonly to: number; readonly failure: Failure }
  /** `unwired`: something upstream has an output of this name; `unknown`: nothing has. */
  | {
      readonly kind: 'unwired' | 'unknown'
      readonly from: number
      readonly to: number
      readonly name: string
    }

export function readSlots(text: string): readonly TemplateSlot[] {
  const slots: TemplateSlot[] = []
  for (let from = text.indexOf('{{'); from >= 0;) {
    const close = text.indexOf('}}', from)
    const lineEnd = text.indexOf('\n', from)
    const unclosedEnd = lineEnd < 0 ? text.length : lineEnd
    const to = close < 0 ? unclosedEnd : close + 2
    slots.push({ from, to, ...readSlot(text.slice(from, to)) })
    from = text.indexOf('{{', to)
  }
  return slots
}

function readSlot(source: string): Pick<TemplateSlot, 'name' | 'failure'> {
  try {
    const [path = ''] = templatePaths(parseTemplate(source))
    return { name: path.split('.')[0] ?? '', failure: null }
  } catch (error) {
    return { name: null, failure: toFailure(error) }
  }
}

/** `offered`: outputs upstream; null when they are not known, and then no name is at fault. An input with a wire is filled whatever the output is called. */
export function findSlotFaults(
  text: string,
  offered: readonly OfferedName[] | null,
  wired: ReadonlySet<string>,
): readonly SlotFault[] {
  const known = new Set(offered?.map(({ name }) => name))
  return readSlots(text).flatMap(({ from, to, name, failure }): SlotFault[] => {
    if (failure !== null) return [{ kind: 'broken', from, to, failure }]
    if (offered === null || name === null || wired.has(name)) return []
    const start = text.indexOf(name, from)
    return [{ kind: known.has(name) ? 'unwired' : 'unknown', from: start, to: start + name.length, name }]
  })
}

/** What can stand at a caret inside a slot: a name, or a filter behind a `|`. */
export interface SlotCompletion {
  /** Where the word begins that the choice replaces. */
  readonly from: number
  readonly kind: 'variable' | 'filter'
  readonly isClosed: boolean
}

/** Null where `caret` is in no slot, or further inside a path, of which nothing is known. */
export function completionAt(text: string, caret: number): SlotCompletion | null {
  const before = text.slice(0, caret)
  const open = before.lastIndexOf('{{')
  if (open < 0 || before.indexOf('}}', open) >= 0) return null
  const inside = before.slice(open + 2)
  const match = /^(?<lead>\s*|.*\|\s*)(?<word>[^\s{}|.]*)$/su.exec(inside)
  if (match?.groups === undefined) return null
  const { lead = '', word = '' } = match.groups
  const isClosed = /^[^{}\n]*\}\}/.test(text.slice(caret))
  return { from: caret - word.length, kind: lead.includes('|') ? 'filter' : 'variable', isClosed }
}
