import { expectSaved, openNewPipeline } from '../fixtures/canvas.ts'
import { expectAccessible } from '../fixtures/page-look.ts'
import { expect, test } from '../fixtures/signalbox.ts'

test.beforeEach(async ({ page }) => {
  page.on('pageerror', (error) => {
    throw error
  })
})

test('a pipeline is built, wired and run from the outline, by keyboard alone', async ({
  page,
  signalbox,
}) => {
  await openNewPipeline(page, signalbox.address)
  const add = async (name: string) => {
    const dialog = page.getByRole('dialog', { name: /Add a node|What takes/ })
    await dialog.getByRole('searchbox').fill(name)
    await expect(dialog.getByRole('option').first()).toContainText(name)
    await page.keyboard.press('Enter')
    await expect(dialog).toHaveCount(0)
  }
  // Before anything has the focus: what the empty canvas says works, and the new node has it.
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('a')
  await add('Input')
  await expect(page.locator('[data-card="input"]')).toBeFocused()
  await page.keyboard.press('o')
  const outline = page.getByRole('treegrid', { name: 'Outline' })
  await page.keyboard.press('F6')
  await page.keyboard.press('F6')
  await expect(outline.getByRole('row', { name: 'Input' })).toBeVisible()

  // Down to its output, and on from there.
  await outline.getByRole('row', { name: 'Input' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await expect(outline.getByRole('row', { name: /Question: leads nowhere/ })).toBeFocused()
  await page.keyboard.press('a')
  await add('Template')
  await expect(outline.getByRole('row', { name: /Question to Template/ })).toBeVisible()

  await outline.getByRole('row', { name: /^Template/ }).focus()
  await page.keyboard.press('ArrowRight')
  await outline.getByRole('row', { name: /leads nowhere/ }).focus()
  await page.keyboard.press('a')
  await add('Output')
  await expect(page.locator('[data-card]')).toHaveCount(3)
  await expect(page.locator('.react-flow__edge')).toHaveCount(2)
  await expectSaved(page)

  // Cut a wire, and draw it again through the dialog.
  await outline.getByRole('row', { name: /Question to Template/ }).focus()
  await page.keyboard.press('Delete')
  await expect(page.locator('.react-flow__edge')).toHaveCount(1)
  await outline.getByRole('row', { name: /Question: leads nowhere/ }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Connect Input' })
  await dialog.getByRole('option', { name: /^Template/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('.react-flow__edge')).toHaveCount(2)

  await page
    .getByRole('textbox', { name: /Question|Ask/ })
    .first()
    .focus()
  await page.keyboard.type('Hello there')
  await page.keyboard.press('Control+Enter')
  await expect(
    outline.getByRole('row', { name: /^Output/ }).getByRole('img', { name: 'finished' }),
  ).toBeVisible()
})

test('what is chosen in the outline is chosen on the canvas', async ({ page, signalbox }) => {
  await page.goto(`${signalbox.address}/#/build/support-desk`)
  await page.getByRole('button', { name: 'Outline of the pipeline' }).click()
  const outline = page.getByRole('treegrid', { name: 'Outline' })
  await outline.getByRole('row', { name: 'Choose the adapter' }).click()
  await expect(page.locator('[data-card="bank"]')).toHaveAttribute('data-selected', 'true')
  await page.keyboard.press('m')
  await expect(page.locator('[data-card="bank"]')).toHaveAttribute('data-muted', 'true')
  await page.keyboard.press('Control+z')
  await expect(page.locator('[data-card="bank"]')).toHaveAttribute('data-muted', 'false')
})

test('the outline is accessible', async ({ page, signalbox }) => {
  await page.goto(`${signalbox.address}/#/build/support-desk`)
  await page.getByRole('button', { name: 'Outline of the pipeline' }).click()
  const outline = page.getByRole('treegrid')
  await outline.getByRole('row').first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(outline.getByRole('row', { level: 2 }).first()).toBeVisible()
  await expectAccessible(page)
})
