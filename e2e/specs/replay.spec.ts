import { cardOf } from '../fixtures/canvas.ts'
import { expectAccessible } from '../fixtures/page-look.ts'
import { ask, expectStatus, openDrawer, openPipeline, refundQuestion } from '../fixtures/runs.ts'
import { expect, test } from '../fixtures/signalbox.ts'

test.beforeEach(async ({ page }) => {
  page.on('pageerror', (error) => {
    throw error
  })
})

test('a recorded run is replayed on the canvas step by step by keyboard, and its inputs taken over', async ({
  page,
  signalbox,
}) => {
  await openPipeline(page, signalbox.address, 'support-desk')
  const drawer = await openDrawer(page)
  await expectStatus(await ask(page, refundQuestion), 'succeeded')
  await drawer.getByRole('tab', { name: 'Waterfall' }).click()
  await drawer.getByRole('button', { name: 'Replay' }).press('Enter')
  const step = drawer.getByTestId('replay-step')
  await expect(step).toHaveText(/^Step 1 of \d+ · 0 ms run-started/)
  await expect(cardOf(page, 'bank')).toHaveAttribute('data-state', 'idle')
  const slider = drawer.getByRole('slider', { name: 'Step' })
  await slider.press('ArrowRight')
  await expect(step).toHaveText(/^Step 2 of .*node-queued Question$/)
  await expect(cardOf(page, 'question')).toHaveAttribute('data-state', 'queued')
  await drawer.getByRole('button', { name: 'One step on' }).press('Enter')
  await expect(cardOf(page, 'question')).toHaveAttribute('data-state', 'running')
  await drawer.getByRole('button', { name: 'One step back' }).press('Enter')
  await expect(cardOf(page, 'question')).toHaveAttribute('data-state', 'queued')
  await expectAccessible(page)

  await drawer.getByRole('button', { name: 'Speed' }).click()
  await page.getByRole('option', { name: '10 steps a second' }).click()
  await drawer.getByRole('button', { name: 'Play', exact: true }).press('Enter')
  await expect(step).toContainText('run-finished')
  await expect(cardOf(page, 'answer')).toHaveAttribute('data-state', 'finished')
  await slider.press('Home')
  await expect(cardOf(page, 'answer')).toHaveAttribute('data-state', 'idle')
  await drawer.getByRole('button', { name: 'End the replay' }).press('Enter')
  await expect(cardOf(page, 'answer')).toHaveAttribute('data-state', 'finished')

  await drawer.getByRole('button', { name: 'Use its inputs' }).press('Enter')
  await expect(drawer.getByRole('textbox', { name: /Question/i })).toHaveValue(refundQuestion)
})
