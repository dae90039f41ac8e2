import type { Page } from '@playwright/test'
import {
  cardOf,
  dragFromPalette,
  dragWire,
  drawWire,
  openNewPipeline,
  portOf,
  wireOf,
} from '../fixtures/canvas.ts'
import { expectAccessible, setLook } from '../fixtures/page-look.ts'
import { expect, test } from '../fixtures/signalbox.ts'

test.beforeEach(async ({ page }) => {
  page.on('pageerror', (error) => {
    throw error
  })
})

const boxOf = async (page: Page, node: string) => {
  const box = await cardOf(page, node).boundingBox()
  if (box === null) throw new Error(`The card of ${node} is not on the screen.`)
  return box
}

test('a wire that does not fit offers a node between, by mouse and by keyboard, as one step', async ({
  page,
  signalbox,
}) => {
  await openNewPipeline(page, signalbox.address)
  await dragFromPalette(page, 'Input', { x: 170, y: 90 })
  await dragFromPalette(page, 'Chat model', { x: 480, y: 250 })
  await dragWire(
    page,
    portOf(page, 'input', 'output', 'question'),
    portOf(page, 'chat-model', 'input', 'messages'),
  )
  const offer = page.getByRole('listbox', { name: 'Convert text to messages' })
  await offer.getByRole('option', { name: /^Prompt/ }).click()
  await expect(wireOf(page, ['input', 'question'], ['prompt', 'question'])).toHaveCount(1)
  await expect(wireOf(page, ['prompt', 'messages'], ['chat-model', 'messages'])).toHaveCount(1)
  await page.keyboard.press('Control+z')
  await expect(cardOf(page, 'prompt')).toHaveCount(0)
  await expect(page.locator('[data-edge]')).toHaveCount(0)

  await cardOf(page, 'input').focus()
  await page.keyboard.press('c')
  const dialog = page.getByRole('dialog', { name: 'Connect Input' })
  const between = dialog.getByRole('listbox', { name: 'With a node between that converts' })
  await between.getByRole('option', { name: /Chat model · Messages/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Convert text to messages' })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-edge]')).toHaveCount(2)
})

test('cards snap to lines and to the grid, Alt leaves them free; a lasso selects; the types of wires are explained', async ({
  page,
  signalbox,
}) => {
  await openNewPipeline(page, signalbox.address)
  await dragFromPalette(page, 'Input', { x: 170, y: 90 })
  await dragFromPalette(page, 'Output', { x: 500, y: 250 })
  await drawWire(page, ['input', 'question'], ['output', 'value'])
  const dragBy = async (x: number, y: number, isFree = false) => {
    const { x: left, y: top } = await boxOf(page, 'output')
    if (isFree) await page.keyboard.down('Alt')
    await page.mouse.move(left + 60, top + 20)
    await page.mouse.down()
    // The step that begins a drag is not part of it.
    await page.mouse.move(left + 62, top + 20)
    await page.mouse.move(left + 62 + x, top + 20 + y, { steps: 4 })
  }
  const start = await boxOf(page, 'output')
  const input = await boxOf(page, 'input')
  await dragBy(3, input.y - start.y + 5)
  await expect(page.getByTestId('guides')).toBeVisible()
  await page.mouse.up()
  await expect(page.getByTestId('guides')).toHaveCount(0)
  await expect.poll(async () => (await boxOf(page, 'output')).y).toBe(input.y)
  await expect.poll(async () => (await boxOf(page, 'output')).x).toBe(start.x)
  await dragBy(3, 5, true)
  await page.mouse.up()
  await page.keyboard.up('Alt')
  await expect.poll(async () => (await boxOf(page, 'output')).y).toBe(input.y + 5)
  await page.keyboard.press('Control+Shift+ArrowDown')

  await page.getByRole('button', { name: 'Lasso: draw round nodes' }).click()
  const card = await boxOf(page, 'output')
  const corners = [
    [-12, -12],
    [card.width + 12, -12],
    [card.width + 12, card.height + 12],
    [-12, card.height + 12],
  ]
  for (const [index, [x = 0, y = 0]] of corners.entries()) {
    await page.mouse.move(card.x + x, card.y + y, { steps: 3 })
    if (index === 0) await page.mouse.down()
  }
  await page.mouse.up()
  await expect(cardOf(page, 'output')).toHaveAttribute('data-selected', 'true')
  await expect(cardOf(page, 'input')).toHaveAttribute('data-selected', 'false')
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('lasso')).toHaveCount(0)
  await expect(cardOf(page, 'output')).toHaveAttribute('data-selected', 'true')
  // No card has the focus: arrow keys move what was caught.
  await page.keyboard.press('ArrowRight')
  await expect.poll(async () => (await boxOf(page, 'output')).x).toBe(card.x + 8)

  await page.getByRole('button', { name: 'Show or hide the types of wires' }).click()
  const legend = page.getByRole('region', { name: 'Types of wires' })
  await expect(legend.getByRole('listitem')).toHaveCount(10)
  await expect(legend.getByRole('listitem').filter({ hasText: 'text' })).toHaveText(/1 wire/)
  await expectAccessible(page)
})

test('on the minimap a drag, the wheel and a press move what is seen', async ({ page, signalbox }) => {
  await page.goto(`${signalbox.address}/#/build/support-desk`)
  await expect(cardOf(page, 'question')).toBeVisible()
  const map = page.getByRole('img', { name: 'Minimap' })
  const { x, y, width, height } = (await map.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const canvas = (await page.locator('.react-flow').boundingBox()) ?? { width: 0, height: 0 }
  /** What lies in the middle of the canvas. */
  const middle = () =>
    page.locator('.react-flow__viewport').evaluate((element, { width: wide, height: high }) => {
      const { a: zoom, e, f } = new DOMMatrix(getComputedStyle(element).transform)
      return { zoom, x: (wide / 2 - e) / zoom, y: (high / 2 - f) / zoom }
    }, canvas)
  const start = await middle()

  // What is seen goes along with the pointer, also beyond the map, and no text is selected there.
  await page.mouse.move(x + width / 2, y + height / 2)
  await page.mouse.down()
  expect(await middle()).toEqual(start)
  await page.mouse.move(x + width / 2 + 30, y + height / 2 + 15, { steps: 5 })
  await expect.poll(async () => (await middle()).x).toBeGreaterThan(start.x + 100)
  expect((await middle()).y).toBeGreaterThan(start.y + 50)
  await page.mouse.move(x + width + 200, y + height + 100, { steps: 5 })
  expect(await page.evaluate(() => String(getSelection()))).toBe('')
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 5 })
  await page.mouse.up()
  await page.mouse.move(x + width / 2 + 20, y + height / 2)
  expect((await middle()).zoom).toBe(start.zoom)

  await page.mouse.wheel(0, -500)
  await expect.poll(async () => (await middle()).zoom).toBeCloseTo(Math.min(2, start.zoom * 2), 1)

  // A press brings the place under it into the middle.
  const shown = ((await map.getAttribute('viewBox')) ?? '').split(' ').map(Number)
  const [left = 0, top = 0, wide = 0, high = 0] = shown
  await page.mouse.click(x + 8, y + 10)
  const { x: atX, y: atY } = await middle()
  expect(Math.abs(atX - (left + (8 / width) * wide))).toBeLessThan(wide / 100)
  expect(Math.abs(atY - (top + (10 / height) * high))).toBeLessThan(high / 100)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Minimap' }).click()
  await expect(map).toHaveCount(0)
})

test('the palette keeps favourites and what was used, and finds words of the other language', async ({
  page,
  signalbox,
}) => {
  await setLook(page, { theme: 'dark', locale: 'en' })
  await openNewPipeline(page, signalbox.address)
  const palette = page.getByRole('region', { name: 'Nodes' })
  const search = palette.getByRole('searchbox')
  await search.fill('检索')
  await expect(palette.getByRole('button', { name: /^Hybrid retriever/ })).toBeVisible()
  await search.fill('retreiver')
  await search.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-card]')).toHaveCount(1)
  await page.reload()
  await expect(palette.getByRole('region', { name: 'Favourites' }).getByRole('listitem')).toHaveCount(1)
  await expect(palette.getByRole('region', { name: 'Recently used' }).getByRole('listitem')).toHaveCount(1)
  await expectAccessible(page)
  await palette.getByRole('button', { name: /^Output/ }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Add to the favourites' }).click()
  await expect(palette.getByRole('region', { name: 'Favourites' }).getByRole('listitem')).toHaveCount(2)

  // One Escape closes the finder, typed in or not.
  await page.keyboard.press('Control+k')
  const finder = page.getByRole('dialog', { name: 'Find anything' })
  await finder.getByRole('searchbox').fill('deadline')
  await page.keyboard.press('Escape')
  await expect(finder).toHaveCount(0)
})

test.describe('on a tablet', () => {
  test.use({ hasTouch: true, viewport: { width: 1280, height: 800 } })

  test('fingers drag nodes from the palette, move them, zoom, and hold for the menu', async ({
    page,
    signalbox,
  }) => {
    await openNewPipeline(page, signalbox.address)
    const client = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: { x: number; y: number }[]) =>
      client.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: points.map((point, id) => ({ ...point, id })),
      })
    const swipe = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
      await touch('touchStart', from)
      for (const part of [0.1, 0.4, 0.7, 1])
        await touch('touchMove', { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part })
      await touch('touchEnd')
    }
    const palette = page.getByRole('region', { name: 'Nodes' })
    const item = await palette.getByRole('button', { name: /^Input/ }).boundingBox()
    if (item === null) throw new Error('The palette is not on the screen.')
    await swipe({ x: item.x + 60, y: item.y + 20 }, { x: 560, y: 200 })
    await expect(cardOf(page, 'input')).toBeVisible()

    const before = await boxOf(page, 'input')
    await swipe({ x: before.x + 80, y: before.y + 20 }, { x: before.x + 120, y: before.y + 100 })
    await expect.poll(async () => (await boxOf(page, 'input')).y).toBeGreaterThan(before.y + 30)

    const wide = await boxOf(page, 'input')
    await touch('touchStart', { x: 480, y: 420 }, { x: 560, y: 420 })
    for (const by of [10, 20, 30, 40])
      await touch('touchMove', { x: 480 - by, y: 420 }, { x: 560 + by, y: 420 })
    await touch('touchEnd')
    await expect.poll(async () => (await boxOf(page, 'input')).width).toBeGreaterThan(wide.width * 1.3)

    const now = await boxOf(page, 'input')
    await touch('touchStart', { x: now.x + 80, y: now.y + 20 })
    await expect(page.getByRole('menu')).toBeVisible()
    await touch('touchEnd')
    await expect(page.getByRole('menuitem', { name: 'Duplicate' })).toBeVisible()
  })
})
