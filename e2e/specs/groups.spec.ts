import { cardOf, expectSaved } from '../fixtures/canvas.ts'
import { expectAccessible } from '../fixtures/page-look.ts'
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
  await group.getByRole('textbox', { name: 'Title of the group' }).fill('Find and answer')
  const named = page.getByRole('group', { name: /^Group Find and answer/ })
  await named.getByRole('button', { name: 'Collapse' }).click()
  await expect(cardOf(page, 'bank')).toHaveCount(0)
  await expect(page.locator('[data-crossing]').first()).toBeAttached()
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
  await page.mouse.up()
  await expect
    .poll(async () => (await cardOf(page, 'bank').boundingBox())?.x ?? 0)
    .toBeGreaterThan(before.x + 30)

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
  await page.keyboard.press('Delete')
  await expect(note).toHaveCount(0)
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
