import type { Locator } from '@playwright/test'
import { cardOf, expectSaved, wireOf } from '../fixtures/canvas.ts'
import { expectAccessible } from '../fixtures/page-look.ts'
import { ask, expectStatus, openDrawer, openPipeline } from '../fixtures/runs.ts'
import { expect, test } from '../fixtures/signalbox.ts'

test.beforeEach(async ({ page, signalbox }) => {
  page.on('pageerror', (error) => {
    throw error
  })
  await page.goto(`${signalbox.address}/#/build/support-desk`)
  await expect(cardOf(page, 'bank')).toBeVisible()
})

test('nodes are grouped, collapsed with their wires in place, moved together and ungrouped', async ({
  page,
  signalbox,
}) => {
  await cardOf(page, 'bank').click()
  await page.keyboard.press('Alt+ArrowLeft')
  await page.keyboard.press('Control+g')
  const group = page.getByRole('group', { name: /^Group Group/ })
  await expect(group).toBeVisible()
  const title = page.getByRole('textbox', { name: 'Title of the group' })
  await title.selectText()
  await title.pressSequentially('Find and answer')
  // Word by word, as in the inspector, and not the letters of the field.
  for (const before of ['Find and', 'Find']) {
    await title.press('Control+z')
    await expect(title).toHaveValue(before)
  }
  for (let step = 0; step < 2; step++) await title.press('Control+Shift+z')
  const named = page.getByRole('group', { name: /^Group Find and answer/ })
  await named.getByRole('button', { name: 'Collapse' }).click()
  await expect(cardOf(page, 'bank')).toHaveCount(0)
  await expect(wireOf(page, ['bank', 'answer'], ['answer', 'value'])).toBeAttached()
  await expect(wireOf(page, ['question', 'question'], ['bank', 'question'])).toHaveCount(0)
  await expectAccessible(page)
  await expectSaved(page)
  await page.reload()
  await expect(named).toHaveAttribute('data-collapsed', 'true')
  await named.getByRole('button', { name: 'Expand' }).click()
  await expect(cardOf(page, 'bank')).toBeVisible()

  const before = await cardOf(page, 'bank').boundingBox()
  const head = await named.boundingBox()
  if (before === null || head === null) throw new Error('The group is not on the screen.')
  // Between the title and the tools the head takes the pointer.
  await page.mouse.move(head.x + head.width * 0.7, head.y + 8)
  await page.mouse.down()
  await page.mouse.move(head.x + head.width * 0.7 + 60, head.y + 48, { steps: 5 })
  // With its cards and their wires, while the pointer is still down.
  const left = async () => (await cardOf(page, 'bank').boundingBox())?.x ?? 0
  await expect.poll(left).toBeGreaterThan(before.x + 30)
  await page.mouse.up()
  await expect.poll(left).toBeGreaterThan(before.x + 30)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(left).toBeCloseTo(before.x, 0)
  await page.getByRole('button', { name: 'Redo' }).click()
  await expect.poll(left).toBeGreaterThan(before.x + 30)

  // From its own menu, with what any selection can do after it.
  const choose = async (name: string | RegExp) => {
    await named.click({ button: 'right', position: { x: head.width * 0.7, y: 8 } })
    await page.getByRole('menuitem', { name }).click()
  }
  await choose('Collapse')
  await expect(named).toHaveAttribute('data-collapsed', 'true')
  await named.getByRole('button', { name: 'Expand' }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Expand' }).click()
  await expect(cardOf(page, 'bank')).toBeVisible()
  await choose(/^Mute or unmute/)
  await expect(cardOf(page, 'bank')).toHaveAttribute('data-muted', 'true')
  await choose(/^Mute or unmute/)
  await expect(cardOf(page, 'bank')).toHaveAttribute('data-muted', 'false')
  await choose(/^Ungroup/)
  await expect(named).toHaveCount(0)
  await expect(cardOf(page, 'bank')).toBeVisible()
  // The next test opens what is stored.
  const stored = async () => {
    const reply = await page.request.get(`${signalbox.address}/api/pipelines/support-desk`)
    return ((await reply.json()) as { document: { groups: unknown[] } }).document.groups
  }
  await expect.poll(stored).toEqual([])
})

test('a note is written in Markdown, kept, and deleted by keyboard', async ({ page }) => {
  await cardOf(page, 'bank').focus()
  await page.keyboard.press('n')
  const note = page.getByRole('group', { name: 'Note', exact: true })
  await note.getByRole('textbox').fill('# Why\n\nBelow **0.85** the base model answers.')
  await page.keyboard.press('Escape')
  await expect(note.getByRole('heading', { name: 'Why' })).toBeVisible()
  await expectSaved(page)
  await page.reload()
  await expect(note.getByRole('heading', { name: 'Why' })).toBeVisible()
  const choose = async (name: string) => {
    await note.click({ button: 'right', position: { x: 20, y: 20 } })
    await page.getByRole('menuitem', { name }).click()
  }
  await choose('Edit the note')
  await expect(note.getByRole('textbox')).toBeFocused()
  await page.keyboard.press('Escape')
  await choose('Delete the note')
  await expect(note).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await note.focus()
  const place = async () => (await note.boundingBox())?.x ?? 0
  const start = await place()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Control+ArrowRight')
  await expect.poll(place).toBeGreaterThan(start + 10)
  await page.keyboard.press('Control+z')
  await expect.poll(place).toBeCloseTo(start, 0)
  await page.keyboard.press('Delete')
  await expect(note).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Pipeline canvas' })).toBeFocused()
})

test('a drawing opens, and is fitted, with its notes in view', async ({ page, request, signalbox }) => {
  const { document } = (await (
    await request.get(`${signalbox.address}/api/pipelines/support-desk`)
  ).json()) as {
    document: object
  }
  const far = {
    id: 'far',
    text: 'Far off',
    position: { x: -1200, y: 900 },
    size: { width: 240, height: 120 },
  }
  const noted = { ...document, id: 'noted', name: 'Noted', notes: [far] }
  expect((await request.post(`${signalbox.address}/api/pipelines`, { data: noted })).status()).toBe(201)
  await page.goto(`${signalbox.address}/#/build/noted`)
  const note = page.getByRole('group', { name: 'Note', exact: true })
  const inView = async () => {
    await expect(note).toBeInViewport({ ratio: 1 })
    for (const card of ['question', 'bank', 'answer'])
      await expect(cardOf(page, card)).toBeInViewport({ ratio: 1 })
  }
  await inView()
  await page.getByRole('button', { name: 'Zoom in' }).click({ clickCount: 3, delay: 20 })
  await expect(note).not.toBeInViewport({ ratio: 1 })
  await page.getByRole('button', { name: 'Zoom to fit' }).click()
  await inView()
})

const nodeAt = (id: string, type: string, x: number, y: number, config: object = {}) => ({
  id,
  type,
  version: 1,
  config,
  position: { x, y },
})
const wire = (id: string, from: readonly [string, string], to: readonly [string, string]) => ({
  id,
  from: { node: from[0], port: from[1] },
  to: { node: to[0], port: to[1] },
})

/** A question that the first rule of a collapsed group takes. */
const ruled = {
  format: 'signalbox/pipeline',
  version: 1,
  id: 'ruled',
  name: 'Ruled',
  nodes: [
    nodeAt('question', 'input', 0, 100),
    nodeAt('rules', 'condition-router', 400, 100, { rules: [{ id: 'all', label: 'All' }] }),
    nodeAt('reply', 'template', 700, 300),
    nodeAt('answer', 'output', 1100, 0),
    nodeAt('rest', 'output', 1100, 300, { name: 'rest' }),
  ],
  edges: [
    wire('in', ['question', 'question'], ['rules', 'value']),
    wire('within', ['rules', 'all'], ['reply', 'value']),
    wire('out', ['reply', 'text'], ['answer', 'value']),
    wire('other', ['rules', 'default'], ['rest', 'value']),
  ],
  groups: [{ id: 'g', title: 'Rules', color: 'intent', nodes: ['rules', 'reply'], collapsed: true }],
}

test('a collapsed group is selected, moved, found and told of as the card it is drawn as', async ({
  page,
  request,
  signalbox,
}) => {
  const open = async (document: typeof ruled) => {
    const posted = await request.post(`${signalbox.address}/api/pipelines`, { data: document })
    expect(posted.status()).toBe(201)
    await openPipeline(page, signalbox.address, document.id)
  }
  await open({ ...ruled, id: 'cut', name: 'Cut', edges: ruled.edges.slice(1) })
  const group = page.getByRole('group', { name: /^Group Rules/ })
  await expect(group).toContainText('1 problem')

  await open(ruled)
  await expect(group).not.toContainText('problem')
  await openDrawer(page)
  await expectStatus(await ask(page, 'Who is there?'), 'succeeded')
  await expect(group.getByRole('img', { name: 'finished' })).toBeVisible()
  await expect(page.locator('[data-edge="out"]')).toHaveAttribute('data-taken', 'yes')
  await expect(page.locator('[data-edge="other"]')).toHaveAttribute('data-taken', 'no')

  // All is dragged by one card, and back as one step.
  const placeOf = async (one: Locator) => (await one.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  await cardOf(page, 'question').focus()
  await page.keyboard.press('Control+a')
  await expect(group).toHaveAttribute('data-selected', 'true')
  const [stood, card] = [await placeOf(group), await placeOf(cardOf(page, 'answer'))]
  await page.mouse.move(card.x + 30, card.y + 8)
  await page.mouse.down()
  await page.mouse.move(card.x - 20, card.y + 58, { steps: 5 })
  const top = async () => (await placeOf(group)).y
  await expect.poll(top).toBeGreaterThan(stood.y + 30)
  await page.mouse.up()
  await expect.poll(top).toBeGreaterThan(stood.y + 30)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(top).toBeCloseTo(stood.y, 0)
  await expect.poll(async () => (await placeOf(cardOf(page, 'answer'))).y).toBeCloseTo(card.y, 0)

  // Nothing of it stays selected when the canvas is clicked; a box round it, and a line, select it.
  const unselect = async () => {
    await page.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } })
    await expect(group).toHaveAttribute('data-selected', 'false')
  }
  await unselect()
  const drawTo = async (...corners: readonly (readonly [0 | 1, 0 | 1])[]) => {
    const { x, y, width, height } = await placeOf(group)
    const at = ([right, low]: readonly [0 | 1, 0 | 1]) =>
      [x - 8 + right * (width + 16), y - 8 + low * (height + 16)] as const
    await page.mouse.move(...at([0, 0]))
    await page.mouse.down()
    for (const corner of corners) await page.mouse.move(...at(corner), { steps: 3 })
    await page.mouse.up()
  }
  await page.keyboard.down('Shift')
  await drawTo([1, 1])
  await page.keyboard.up('Shift')
  await expect(group).toHaveAttribute('data-selected', 'true')
  await expect(cardOf(page, 'answer')).toHaveAttribute('data-selected', 'false')
  await unselect()
  // Together with a card, by that.
  const [first, last] = [await placeOf(cardOf(page, 'question')), await placeOf(group)]
  await page.keyboard.down('Shift')
  await page.mouse.move(first.x - 8, Math.min(first.y, last.y) - 8)
  await page.mouse.down()
  await page.mouse.move(last.x + last.width + 8, first.y + first.height + 20, { steps: 3 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await page.mouse.move(first.x + 60, first.y + 10)
  await page.mouse.down()
  await page.mouse.move(first.x + 60, first.y + 60, { steps: 5 })
  await page.mouse.up()
  await expect.poll(top).toBeGreaterThan(stood.y + 30)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(top).toBeCloseTo(stood.y, 0)
  await unselect()
  await page.getByRole('button', { name: 'Lasso: draw round nodes' }).click()
  await expect(page.getByTestId('lasso')).toBeVisible()
  await drawTo([1, 0], [1, 1], [0, 1])
  await expect(group).toHaveAttribute('data-selected', 'true')
  await page.keyboard.press('Escape')
  await unselect()

  // Who goes to a node in it sees the group.
  await page.locator('.react-flow__pane').hover({ position: { x: 20, y: 20 } })
  await page.mouse.wheel(3000, 0)
  await expect(group).not.toBeInViewport()
  await page.keyboard.press('Control+k')
  const finder = page.getByRole('dialog', { name: 'Find anything' })
  await finder.getByRole('searchbox').fill('condition')
  await finder
    .getByRole('option', { name: /Condition router/ })
    .first()
    .click()
  await expect(group).toBeInViewport({ ratio: 0.99 })
  await expect(group).toHaveAttribute('data-selected', 'true')
  await expectAccessible(page)
})
