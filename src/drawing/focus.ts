/** Where the keyboard is in an editor: its parts one after the other, and the cards of its canvas. */

import { focusedBeside, isAround } from '../ui/tree-of.ts'

/** Panels and the canvas carry their name in it. */
const partAttribute = 'data-part'
const canvasPart = 'canvas'

const canTakeFocus = 'input, textarea, button, a[href], [contenteditable="true"], [tabindex]'

/** The part of the page that comes after the one with the focus, round and round; the canvas where none has it. */
export function goToPart(frame: Element, direction: 1 | -1): void {
  const parts = [...frame.querySelectorAll<HTMLElement>(`[${partAttribute}]`)]
  const here = parts.findIndex((part) => part.contains(focusedBeside(frame)))
  const next =
    here === -1
      ? parts.find((part) => part.getAttribute(partAttribute) === canvasPart)
      : parts[(here + direction + parts.length) % parts.length]
  if (next === undefined) return
  if (next.getAttribute(partAttribute) === canvasPart) focusCanvas(next)
  else firstControl(next)?.focus()
}

/** Where one types, if anywhere: the search of the node list, the question of the chat. */
function firstControl(part: Element): HTMLElement | undefined {
  const controls = [...part.querySelectorAll<HTMLElement>(canTakeFocus)].filter(
    (one) => one.tabIndex >= 0 && !one.matches('[role="separator"], :disabled'),
  )
  return (
    controls.find((one) => one.matches('input:not([type="checkbox"], [type="radio"]), textarea')) ??
    controls[0]
  )
}

/** The card that is selected, else the first; the canvas itself where there is none. */
function focusCanvas(canvas: HTMLElement): void {
  const card =
    canvas.querySelector<HTMLElement>('[data-card][data-selected="true"]') ??
    canvas.querySelector<HTMLElement>('[data-card]')
  ;(card ?? canvas).focus({ preventScroll: true })
}

/** Gives a card the focus where the canvas, or nothing, has it: who works in a list beside the canvas stays there. */
export function focusCardOnCanvas(drawing: Element | null, node: string): void {
  focusOnCanvas(drawing, 'data-card', node)
}

/** As {@link focusCardOnCanvas}, for a note. */
export function focusNoteOnCanvas(drawing: Element | null, note: string): void {
  focusOnCanvas(drawing, 'data-note', note)
}

function focusOnCanvas(drawing: Element | null, attribute: 'data-card' | 'data-note', id: string): void {
  const canvas = drawing?.closest<HTMLElement>(`[${partAttribute}="${canvasPart}"]`) ?? null
  if (canvas === null) return
  const focused = focusedBeside(canvas)
  if (focused !== null && !isAround(focused, canvas) && !canvas.contains(focused)) return
  const items = [...canvas.querySelectorAll<HTMLElement>(`[${attribute}]`)]
  const item = items.find((one) => one.getAttribute(attribute) === id)
  ;(item ?? canvas).focus({ preventScroll: true })
}
