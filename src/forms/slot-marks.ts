/** Colours the slots of a template and underlines those that stay empty; pointing at one says why. */
import type { Range } from '@codemirror/state'
import { StateField } from '@codemirror/state'
import type { DecorationSet } from '@codemirror/view'
import { Decoration, EditorView, hoverTooltip } from '@codemirror/view'
import type { SlotFault } from './template-slots.ts'
import { readSlots } from './template-slots.ts'

const slotMark = Decoration.mark({ class: 'cm-slot' })
const faultMarks = {
  broken: Decoration.mark({ class: 'cm-slot-broken' }),
  unknown: Decoration.mark({ class: 'cm-slot-unknown' }),
  unwired: Decoration.mark({ class: 'cm-slot-unwired' }),
} as const

export function slotMarks(
  findFaults: (text: string) => readonly SlotFault[],
  describe: (fault: SlotFault) => string,
) {
  const mark = (text: string): DecorationSet => {
    const slots: Range<Decoration>[] = readSlots(text)
      .filter(({ from, to }) => to > from)
      .map(({ from, to }) => slotMark.range(from, to))
    const faults = findFaults(text).map(({ kind, from, to }) => faultMarks[kind].range(from, to))
    return Decoration.set([...slots, ...faults], true)
  }
  const marks = StateField.define<DecorationSet>({
    create: (state) => mark(state.doc.toString()),
    update: (old, { docChanged, state }) => (docChanged ? mark(state.doc.toString()) : old),
    provide: (field) => EditorView.decorations.from(field),
  })
  const reasons = hoverTooltip(({ state }, at) => {
    const fault = findFaults(state.doc.toString()).find(({ from, to }) => from <= at && at <= to)
    if (fault === undefined) return null
    return {
      pos: fault.from,
      end: fault.to,
      above: true,
      create: () => {
        const dom = document.createElement('div')
        dom.className = 'cm-slot-reason'
        dom.textContent = describe(fault)
        return { dom }
      },
    }
  })
  return [marks, reasons]
}
