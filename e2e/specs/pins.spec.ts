import { cardOf } from '../fixtures/canvas.ts'
import { expectAccessible } from '../fixtures/page-look.ts'
import { ask, expectStatus, openDrawer, openPipeline, refundQuestion } from '../fixtures/runs.ts'
import { expect, test } from '../fixtures/signalbox.ts'

test.beforeEach(async ({ page }) => {
  page.on('pageerror', (error) => {
    throw error
  })
})

test('an output is pinned, edited and released; runs of the editor hold it, others do not', async ({
  page,
  request,
  signalbox,
}) => {
  const { address } = signalbox
  await openPipeline(page, address, 'support-desk')
  const drawer = await openDrawer(page)
  await expectStatus(await ask(page, refundQuestion), 'succeeded')
  const classifier = cardOf(page, 'classifier')
  await classifier.click()
  await page.keyboard.press('p')
  await expect(classifier.getByTestId('pin-mark')).toBeVisible()

  await drawer.getByRole('tab', { name: 'Values' }).click()
  await expect(drawer.getByRole('button', { name: 'Unpin' })).toBeVisible()
  await drawer.getByRole('button', { name: 'Edit value of Intent' }).press('Enter')
  const dialog = page.getByRole('dialog')
  const field = dialog.getByRole('textbox', { name: 'Intent (intent)' })
  await expect(field).toBeFocused()
  const held = await field.inputValue()
  await field.fill('{')
  await expect(dialog.getByText('This is not JSON yet.')).toBeVisible()
  await field.fill(held.replace(/"confidence": [\d.]+/, '"confidence": "sure"'))
  await expect(dialog.getByText('At confidence: missing, or of the wrong type.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Pin these values' })).toBeDisabled()
  await expectAccessible(page)
  const complaint = held
    .replace(/"label": "[^"]+"/, '"label": "complaint"')
    .replace(/"confidence": [\d.]+/, '"confidence": 0.97')
  await field.fill(complaint)
  await dialog.getByRole('button', { name: 'Pin these values' }).click()
  await expect(dialog).toBeHidden()

  await drawer.getByRole('tab', { name: 'Chat' }).click()
  const turn = await ask(page, refundQuestion)
  await expectStatus(turn, 'succeeded')
  await expect(turn.getByTestId('decision-chip')).toContainText(/complaint ?· 0\.97/)
  await expect(classifier).toContainText('pinned')
  await drawer.getByRole('tab', { name: 'Values' }).click()
  await cardOf(page, 'bank').click()
  await expect(drawer.getByTestId('input-origin').filter({ hasText: 'typed: held at' })).toBeVisible()
  const reply = await request.post(`${address}/api/pipelines/support-desk/runs`, {
    data: { inputs: { question: refundQuestion } },
  })
  expect(await reply.json()).toMatchObject({ decisions: [{ intent: 'refund' }] })

  await page.reload()
  await expect(classifier.getByTestId('pin-mark')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  const finder = page.getByRole('dialog', { name: 'Find anything' })
  await finder.getByRole('searchbox').fill('Unpin everything')
  await finder.getByRole('option', { name: /Unpin everything/ }).click()
  await expect(classifier.getByTestId('pin-mark')).toBeHidden()
})

test('a node that failed says what to do, and is tried again from there', async ({ page, signalbox }) => {
  await openPipeline(page, signalbox.address, 'support-desk')
  await openDrawer(page)
  await cardOf(page, 'question').click()
  await page.keyboard.press('Shift+p')
  await page
    .getByRole('dialog')
    .getByRole('textbox', { name: /Question/ })
    .fill(' ')
  await page.getByRole('button', { name: 'Pin these values' }).click()
  await expectStatus(await ask(page, refundQuestion), 'failed')
  const failed = page.locator('[data-card][data-state="failed"]').first()
  const failure = failed.getByTestId('node-failure')
  await expect(failure).toContainText(/question/i)
  await expectAccessible(page)
  await cardOf(page, 'question').click()
  await page.keyboard.press('p')
  await failure.getByRole('button', { name: 'Run again from here' }).press('Enter')
  await expect(cardOf(page, 'answer')).toHaveAttribute('data-state', 'finished')
  await expect(page.getByTestId('node-failure')).toBeHidden()
})
