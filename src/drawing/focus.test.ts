import { beforeEach, expect, it } from 'vitest'
import { focusCardOnCanvas, goToPart } from './focus.ts'

beforeEach(() => {
  document.body.innerHTML = `
    <main tabindex="-1">
      <div id="frame">
        <section data-part="palette"><div role="separator" tabindex="0"></div><input id="find" /></section>
        <div data-part="canvas" tabindex="-1"><div id="drawing">
          <div data-card="a" tabindex="0"></div><div data-card="b" data-selected="true" tabindex="0"></div>
        </div></div>
        <section data-part="drawer"><button tabindex="-1">Form</button><button>Chat</button><textarea id="question"></textarea></section>
      </div>
    </main>`
})

const element = (selector: string) => {
  const found = document.querySelector<HTMLElement>(selector)
  if (found === null) throw new Error(selector)
  return found
}
const focused = () => {
  const { activeElement } = document
  return activeElement?.getAttribute('data-card') ?? activeElement?.id
}

it('goes round the parts both ways, from nowhere to the canvas, where the selected card has the focus', () => {
  const seen = [1, 1, 1, 1, -1, -1].map((direction) => {
    goToPart(element('#frame'), direction === 1 ? 1 : -1)
    return focused()
  })
  expect(seen).toEqual(['b', 'question', 'find', 'b', 'find', 'question'])
})

it('gives the canvas itself the focus where it is empty', () => {
  element('#drawing').replaceChildren()
  goToPart(element('#frame'), 1)
  expect(document.activeElement).toBe(element('[data-part="canvas"]'))
})

it('leaves the focus in a list beside the canvas, and takes it from the page around', () => {
  element('#find').focus()
  focusCardOnCanvas(element('#drawing'), 'a')
  expect(focused()).toBe('find')
  element('main').focus()
  focusCardOnCanvas(element('#drawing'), 'a')
  expect(focused()).toBe('a')
})
