import { cardOf, expectSaved } from '../fixtures/canvas.ts'
import { expectAccessible } from '../fixtures/page-look.ts'
import { ask, expectStatus, openDrawer, openPipeline, refundQuestion } from '../fixtures/runs.ts'
import { expect, test } from '../fixtures/signalbox.ts'

test.beforeEach(async ({ page, signalbox }) => {
  page.on('pageerror', (error) => {
    throw error
  })
  await openPipeline(page, signalbox.address, 'support-desk')
})

test('nodes are extracted by menu, opened, left by the trail and by Back, inlined, and always give the same answer', async ({
  page,
}) => {
  const drawer = await openDrawer(page)
  const turns = page.getByRole('article', { name: refundQuestion })
  const askAgain = async (count: number) => {
    const turn = await ask(page, refundQuestion)
    await expect(turns).toHaveCount(count)
    await expectStatus(turn, 'succeeded')
    return turn.getByTestId('answer-text').innerText()
  }
  const before = await askAgain(1)
  await cardOf(page, 'retriever').click()
  await page.keyboard.down('Shift')
  await cardOf(page, 'classifier').click()
  await cardOf(page, 'bank').click()
  await page.keyboard.up('Shift')
  await cardOf(page, 'bank').click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Extract into a sub-pipeline/ }).click()
  const node = cardOf(page, 'sub-pipeline')
  await expect(node).toHaveAttribute('data-selected', 'true')
  await expect(cardOf(page, 'bank')).toHaveCount(0)
  expect(await askAgain(2)).toBe(before)

  await node.dblclick()
  await expect(cardOf(page, 'bank')).toBeVisible()
  await expect(page).toHaveURL(/#\/build\/support-desk\/in\/sub-pipeline$/)
  const trail = page.getByRole('navigation', { name: 'Where you are' })
  await expect(trail.locator('[aria-current]')).toHaveText('Sub-pipeline')
  // What was decided inside shows where it was decided.
  await expect(cardOf(page, 'bank')).toContainText('refund')
  await expectAccessible(page)
  await cardOf(page, 'retriever').click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Search')
  await expectSaved(page)
  await page.reload()
  await expect(cardOf(page, 'retriever')).toContainText('Search')
  await page.goBack()
  await expect(node).toBeVisible()
  await page.goForward()
  await expect(cardOf(page, 'retriever')).toContainText('Search')
  await trail.getByRole('button', { name: 'Back to Support desk' }).click()
  await expect(node).toHaveAttribute('data-selected', 'true')
  await expect(trail).toHaveCount(0)

  await page.getByRole('button', { name: 'Inline the sub-pipeline' }).click()
  await expect(cardOf(page, 'retriever')).toContainText('Search')
  await expect(node).toHaveCount(0)
  await expect(drawer).toBeVisible()
  expect(await askAgain(1)).toBe(before)
})

test('by keyboard: what cannot be extracted says why, and what can goes in, is opened, left and undone', async ({
  page,
}) => {
  await cardOf(page, 'question').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+e')
  await expect(page.getByText(/"Question" is an end of this pipeline/)).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).first().click()
  await cardOf(page, 'retriever').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+e')
  const node = cardOf(page, 'sub-pipeline')
  await expect(node).toHaveAttribute('data-selected', 'true')
  await node.focus()
  await page.keyboard.press('Alt+ArrowDown')
  await expect(cardOf(page, 'retriever')).toBeVisible()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(node).toBeFocused()
  await page.keyboard.press('Control+Shift+e')
  await expect(cardOf(page, 'retriever')).toHaveAttribute('data-selected', 'true')
  await page.keyboard.press('Control+z')
  await expect(node).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(cardOf(page, 'retriever')).toBeVisible()
  await expect(page.getByText('No problems')).toBeVisible()
})
