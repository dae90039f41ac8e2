import { cardOf, dragFromPalette, drawWire, openNewPipeline, portOf, wireOf } from '../fixtures/canvas.ts'
import { expectAccessible, setLook } from '../fixtures/page-look.ts'
import { expect, test } from '../fixtures/signalbox.ts'

test.beforeEach(async ({ page }) => {
  page.on('pageerror', (error) => {
    throw error
  })
})

test('the finder finds nodes, settings, commands, node types and other pipelines', async ({
  page,
  signalbox,
}) => {
  await page.goto(`${signalbox.address}/#/build/support-desk`)
  await expect(cardOf(page, 'bank')).toBeVisible()
  const finder = page.getByRole('dialog', { name: 'Find anything' })
  const field = finder.getByRole('searchbox')

  await page.keyboard.press('Control+k')
  await field.fill('adapter bank')
  await page.keyboard.press('Enter')
  await expect(cardOf(page, 'bank')).toHaveAttribute('data-selected', 'true')

  await page.keyboard.press('Control+k')
  await field.fill('margin')
  await finder.getByRole('option', { name: /Margin at least/ }).click()
  await expect(
    page.getByRole('region', { name: 'Settings' }).getByLabel('Margin at least').first(),
  ).toBeVisible()

  await page.keyboard.press('Control+k')
  await field.fill('deadline')
  await finder.getByRole('option', { name: /Setting of this pipeline/ }).click()
  await expect(page.getByRole('textbox', { name: 'Deadline' })).toBeFocused()

  await page.keyboard.press('Control+k')
  await field.fill('zzz')
  await expect(finder.getByText('Nothing is called "zzz".')).toBeVisible()
  await field.fill('template')
  await page.keyboard.press('Enter')
  await expect(cardOf(page, 'template')).toBeInViewport()

  await page.keyboard.press('Control+k')
  await field.fill('invert')
  await page.keyboard.press('Enter')
  await expect(cardOf(page, 'template')).toHaveAttribute('data-selected', 'false')
  await expect(cardOf(page, 'bank')).toHaveAttribute('data-selected', 'true')
  await page.keyboard.press('Control+z')
  await expect(cardOf(page, 'template')).toHaveCount(0)

  await page.getByRole('heading', { name: 'Support desk' }).getByRole('button').click()
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused()
  await page.keyboard.press('Control+k')
  await field.fill('versions')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Versions' })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.keyboard.press('Control+k')
  await field.fill('客服')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/support-desk-zh/)
})

test('a wire dropped on nothing asks what comes after it, and the new node is wired', async ({
  page,
  signalbox,
}) => {
  await openNewPipeline(page, signalbox.address)
  await dragFromPalette(page, 'Input', { x: 170, y: 120 })
  // Hovering waits until it stands still.
  await portOf(page, 'input', 'output', 'question').hover()
  const source = await portOf(page, 'input', 'output', 'question').boundingBox()
  if (source === null) throw new Error('The port is not on the screen.')
  await page.mouse.move(source.x + 10, source.y + 10)
  await page.mouse.down()
  await page.mouse.move(source.x + 180, source.y + 120, { steps: 6 })
  await page.mouse.up()
  const list = page.getByRole('listbox', { name: 'What takes Question' })
  await expect(list.getByRole('option', { name: /Intent classifier/ })).toBeVisible()
  await expect(list.getByRole('option', { name: /Adapter bank/ })).toHaveCount(1)
  await expect(list.getByRole('option', { name: /^Input/ })).toHaveCount(0)
  await list.getByRole('option', { name: /Template/ }).click()
  await expect(page.locator('.react-flow__edge')).toHaveCount(1)
  // The end of that wire, drawn off its port, takes the wire to another new node.
  await portOf(page, 'template', 'input', 'value').hover()
  const end = await portOf(page, 'template', 'input', 'value').boundingBox()
  if (end === null) throw new Error('The port is not on the screen.')
  await page.mouse.move(end.x + end.width / 2 - 14, end.y + end.height / 2)
  await page.mouse.down()
  await page.mouse.move(end.x - 60, end.y + 60, { steps: 6 })
  await page.mouse.up()
  await list.getByRole('option', { name: /^Output/ }).click()
  await expect(wireOf(page, ['input', 'question'], ['output', 'value'])).toHaveCount(1)
  await expect(page.locator('.react-flow__edge')).toHaveCount(1)
  // Node and wire are one step.
  await page.keyboard.press('Control+z')
  await expect(page.locator('[data-card]')).toHaveCount(2)
  await page.keyboard.press('Control+z')
  await expect(page.locator('[data-card]')).toHaveCount(1)
})

test('a node is put into a wire, replaced, and deleted without a gap', async ({ page, signalbox }) => {
  await openNewPipeline(page, signalbox.address)
  await dragFromPalette(page, 'Input', { x: 150, y: 120 })
  await dragFromPalette(page, 'Output', { x: 560, y: 320 })
  await drawWire(page, ['input', 'question'], ['output', 'value'])
  await page.locator('.react-flow__edge-interaction').hover({ force: true })
  await page.getByRole('button', { name: 'Put a node into this wire' }).click()
  await page.getByRole('option', { name: /Template/ }).click()
  await expect(page.locator('.react-flow__edge')).toHaveCount(2)

  await cardOf(page, 'template').click({ button: 'right', position: { x: 40, y: 20 } })
  await page.getByRole('menuitem', { name: 'Replace by another type' }).click()
  const dialog = page.getByRole('dialog', { name: 'Replace Template by' })
  await dialog.getByRole('searchbox').fill('merge')
  await page.keyboard.press('Enter')
  await expect(cardOf(page, 'template').getByText('Merge', { exact: true })).toBeVisible()

  await cardOf(page, 'template').click({ button: 'right', position: { x: 40, y: 20 } })
  await page.getByRole('menuitem', { name: 'Delete and close the gap' }).click()
  await expect(page.locator('[data-card]')).toHaveCount(2)
  await expect(page.locator('.react-flow__edge')).toHaveCount(1)
})

test('the history is a list that one can jump in', async ({ page, signalbox }) => {
  await openNewPipeline(page, signalbox.address)
  await dragFromPalette(page, 'Input', { x: 150, y: 120 })
  await dragFromPalette(page, 'Output', { x: 500, y: 250 })
  await drawWire(page, ['input', 'question'], ['output', 'value'])
  await page.getByRole('button', { name: 'History of changes' }).click()
  const dialog = page.getByRole('dialog', { name: 'History of changes' })
  await expect(dialog.getByRole('listitem')).toHaveText([
    /^Wired Input → Output/,
    /^Node added Output/,
    /^Node added Input/,
    /^As it was opened/,
  ])
  await dialog.getByRole('button', { name: /As it was opened/ }).click()
  await expect(page.locator('[data-card]')).toHaveCount(0)
  await dialog.getByRole('button', { name: /Wired/ }).click()
  await expect(page.locator('.react-flow__edge')).toHaveCount(1)
  await expectAccessible(page)
})

test('keys can be changed, and a key that is taken says by what', async ({ page, signalbox }) => {
  await page.goto(`${signalbox.address}/#/build/support-desk`)
  await cardOf(page, 'bank').click()
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  const muteKey = dialog.getByRole('button', { name: /Shortcut of Mute or unmute/ })
  await muteKey.click()
  await page.keyboard.press('Control+d')
  await expect(dialog.getByText('Ctrl D calls "Duplicate" already.')).toBeVisible()
  await muteKey.click()
  await page.keyboard.press('Control+Shift+m')
  await expect(muteKey).toHaveText('Ctrl ⇧ M')
  // What tells how to get about names the keys as they are now.
  const model = dialog.getByRole('list', { name: 'How to get about' })
  await expect(model).toContainText('C connects:')
  await dialog.getByRole('button', { name: /^Shortcut of Connect/ }).click()
  await page.keyboard.press('Shift+c')
  await expect(model).toContainText('⇧ C connects:')
  await page.keyboard.press('Escape')
  await cardOf(page, 'bank').focus()
  await page.keyboard.press('Control+Shift+m')
  await expect(cardOf(page, 'bank')).toHaveAttribute('data-muted', 'true')
  await page.keyboard.press('Control+Shift+m')
  await expect(cardOf(page, 'bank')).toHaveAttribute('data-muted', 'false')
  await expect(page.getByText('⇧ C connects,')).toBeAttached()
  await page.keyboard.press('o')
  await page.getByRole('treegrid', { name: 'Outline' }).getByRole('row').first().focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('c')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Shift+c')
  await expect(page.getByRole('dialog')).toBeVisible()
})

test('in full screen, menus, dialogs and messages are seen and can be used', async ({ page, signalbox }) => {
  await page.goto(`${signalbox.address}/#/build/support-desk`)
  await cardOf(page, 'bank').click()
  await page.keyboard.press('w')
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true)
  // What lies under the element in full screen takes no clicks.
  await cardOf(page, 'bank').click({ button: 'right', position: { x: 40, y: 20 } })
  await page.getByRole('menuitem', { name: /^Copy/ }).click()
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.setData('text/plain', 'no nodes')
    document
      .querySelector('[data-card]')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
  })
  const message = page.getByRole('alertdialog').filter({ hasText: 'The clipboard holds no nodes.' })
  await message.getByRole('button', { name: 'Close' }).click()
  await expect(message).toHaveCount(0)
  await page.keyboard.press('Control+k')
  const finder = page.getByRole('dialog', { name: 'Find anything' })
  await finder.getByRole('searchbox').fill('full screen')
  await finder.getByRole('option', { name: /^Full screen/ }).click()
  await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBeNull()
  await page.keyboard.press('Control+k')
  await finder.getByRole('button', { name: 'Close' }).click()
})

test('menus, finder and shortcuts are accessible', async ({ page, signalbox }) => {
  await setLook(page, { theme: 'system', locale: 'zh-CN' })
  await page.goto(`${signalbox.address}/#/build/support-desk`)
  await cardOf(page, 'bank').click({ button: 'right', position: { x: 40, y: 20 } })
  await expect(page.getByRole('menu')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  for (const key of ['Control+k', '?']) {
    await cardOf(page, 'bank').focus()
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
  }
})
