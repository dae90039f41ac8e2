import { cardOf } from '../fixtures/canvas.ts'
import { expectAccessible } from '../fixtures/page-look.ts'
import { ask, expectStatus, openDrawer, openPipeline, refundQuestion } from '../fixtures/runs.ts'
import { expect, test } from '../fixtures/signalbox.ts'

test.beforeEach(async ({ page }) => {
  page.on('pageerror', (error) => {
    throw error
  })
})

test('a run goes on from a node by its menu: what leads there is reused and says so', async ({
  page,
  signalbox,
}) => {
  await openPipeline(page, signalbox.address, 'support-desk')
  const drawer = await openDrawer(page)
  await expectStatus(await ask(page, refundQuestion), 'succeeded')
  await cardOf(page, 'bank').click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Run from here/ }).click()
  for (const node of ['question', 'retriever', 'classifier'])
    await expect(cardOf(page, node)).toContainText('reused')
  for (const node of ['bank', 'answer']) {
    await expect(cardOf(page, node)).toHaveAttribute('data-state', 'finished')
    await expect(cardOf(page, node)).not.toContainText('reused')
  }
  await drawer.getByRole('tab', { name: 'Waterfall' }).click()
  const rows = drawer.getByRole('table', { name: 'Waterfall' })
  await expect(rows.locator('[data-node="retriever"]')).toContainText('reused')
  await expect(rows.locator('[data-node="bank"]')).not.toContainText('reused')
  await expectAccessible(page)
})

test('by keyboard a run ends at a node, and one node runs alone', async ({ page, signalbox }) => {
  await openPipeline(page, signalbox.address, 'support-desk')
  await openDrawer(page)
  await expectStatus(await ask(page, refundQuestion), 'succeeded')
  await cardOf(page, 'retriever').click()
  await page.keyboard.press('Alt+Enter')
  await expect(cardOf(page, 'bank')).toHaveAttribute('data-state', 'skipped')
  await expect(cardOf(page, 'retriever')).toHaveAttribute('data-state', 'finished')
  await expect(cardOf(page, 'retriever')).not.toContainText('reused')
  // It is said that no answer is to be waited for, on the page and to those who hear it.
  await expect(page.getByRole('log', { name: 'Chat' })).toContainText('The part that ran reached no output.')
  await expect(
    page.getByRole('status').filter({ hasText: 'The part that ran reached no output.' }),
  ).toBeAttached()
  await page.keyboard.press('Alt+Shift+Enter')
  await expect(cardOf(page, 'question')).toContainText('reused')
  await expect(cardOf(page, 'retriever')).toHaveAttribute('data-state', 'finished')
  await expect(cardOf(page, 'retriever')).not.toContainText('reused')
})

test('the API refuses a part that the pipeline does not have', async ({ request, signalbox }) => {
  const reply = await request.post(`${signalbox.address}/api/pipelines/support-desk/runs`, {
    data: { inputs: { question: refundQuestion }, until: 'nowhere' },
  })
  expect(reply.status()).toBe(422)
  expect(await reply.json()).toMatchObject({
    error: { code: 'RUN_NODE_UNKNOWN', params: { node: 'nowhere' } },
  })
})
