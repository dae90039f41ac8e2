import { ask } from '../fixtures/ask.ts'
import { cardOf } from '../fixtures/canvas.ts'
import { expectAccessible, setLook } from '../fixtures/page-look.ts'
import { openPipeline, refundQuestion } from '../fixtures/runs.ts'
import { expect, test } from '../fixtures/signalbox.ts'

test.beforeEach(async ({ page }) => {
  page.on('pageerror', (error) => {
    throw error
  })
})

test('the canvas shows what the last runs did, once there are enough of them', async ({
  page,
  request,
  signalbox,
}, testInfo) => {
  const { address } = signalbox
  await ask(request, address, refundQuestion)
  await openPipeline(page, address, 'support-desk')
  const toggle = page.getByRole('button', { name: 'Heat map of the last runs' })
  await toggle.click()
  await expect(toggle).toHaveAttribute('aria-pressed', 'true')
  const heat = cardOf(page, 'bank').getByTestId('node-heat')
  await expect(heat).toHaveText('too few (n = 1)')
  await expect(cardOf(page, 'bank')).toHaveAttribute('data-heat', 'few')

  const questions = [refundQuestion, 'I want to complain about a rude guard', 'Can I take my bike?']
  for (const question of [...questions, ...questions]) await ask(request, address, question)
  await toggle.click()
  await expect(heat).toBeHidden()
  await page.keyboard.press('Escape')
  await page.keyboard.press('h')
  await expect(heat).toHaveText(/^p50 [\d.]+ m?s · p95 [\d.]+ m?s[\d.]+ % of time · 0 % errors · n = 7$/)
  await expect(cardOf(page, 'bank')).toHaveAttribute('data-heat', 'known')
  await expect(page.getByRole('status').filter({ hasText: 'n = 7 runs' })).toBeVisible()
  await expect(page.locator('[data-testid="wire-heat"][data-port="bank.answer"]')).toContainText(
    /% · n = 7confidence [01]\.\d\d · margin/,
  )
  await page.getByRole('button', { name: /Colour by/ }).click()
  await page.getByRole('option', { name: 'Hits' }).click()
  await expect(page.getByRole('img', { name: 'Colours from 0 to 7', exact: true })).toHaveText('07')
  await expectAccessible(page)
  await page.screenshot({ path: testInfo.outputPath('heat-light.png') })
  await setLook(page, { theme: 'dark', locale: 'zh-CN' })
  await page.reload()
  await page.getByRole('button', { name: '近期运行热力图' }).click()
  await expect(heat).toContainText('n = 7')
  await expectAccessible(page)
  await page.screenshot({ path: testInfo.outputPath('heat-dark.png') })
})

test('the API refuses more runs than it reads', async ({ request, signalbox }) => {
  const reply = await request.get(`${signalbox.address}/api/pipelines/support-desk/heat-map?runs=201`)
  expect(reply.status()).toBe(400)
  expect(await reply.json()).toMatchObject({ error: { code: 'PARAM_INVALID', params: { field: '/runs' } } })
})
