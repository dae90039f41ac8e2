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
  // As it opens in a small window with every panel: the whole, in print that can be read.
  await expect(cardOf(page, 'answer')).toBeInViewport({ ratio: 1 })
  expect(await page.evaluate(smallestPrint)).toBeGreaterThan(7.5)
  const toggle = page.getByRole('button', { name: 'Heat map of the last runs' })
  await toggle.click()
  await expect(toggle).toHaveAttribute('aria-pressed', 'true')
  const bank = cardOf(page, 'bank')
  await expect(bank).toContainText('too few (n = 1)')
  await expect(bank).toHaveAttribute('data-heat', 'few')
  const few = page.locator('[data-testid="wire-heat"][data-port="question.question"][data-few]')
  await expect(few).toHaveText('n = 1')

  const questions = [refundQuestion, 'I want to complain about a rude guard', 'Can I take my bike?']
  for (const question of [...questions, ...questions]) await ask(request, address, question)
  await toggle.click()
  await expect(bank).not.toContainText('n = 1')
  await page.keyboard.press('Escape')
  await page.keyboard.press('h')
  await expect(bank).toContainText(/p50 [\d.]+ m?s · p95 [\d.]+ m?s/)
  const heat = page.locator('[data-below="bank"]')
  await expect(heat).toHaveText(
    /^[\d.]+ % of time · 0 % errors · n = 7confidence [01]\.\d\d · margin [01]\.\d\d$/,
  )
  await expect(bank).toHaveAttribute('data-heat', 'known')
  await expect(page.getByRole('status').filter({ hasText: 'n = 7 runs' })).toBeVisible()
  // One for the three wires of a port; where there is no room, the cards lie in front.
  const share = page.locator('[data-testid="wire-heat"][data-port="question.question"]')
  await expect(share).toHaveText('100 % · n = 7')
  const decided = page.locator('[data-testid="wire-heat"][data-port="bank.answer"]')
  await expect(decided).toHaveText(/^100 % · n = 7confidence [01]\.\d\d · margin [01]\.\d\d$/)
  // In large print how sure it was comes when the wire is looked at.
  await expect(decided.getByText('confidence')).toBeHidden()
  await page.locator('[data-edge][data-from="bank.answer"]').dispatchEvent('click')
  await expect(decided.getByText('confidence')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(decided.getByText('confidence')).toBeHidden()
  expect(await page.evaluate(findCovered)).toEqual([])
  await page.getByRole('button', { name: /Colour by/ }).click()
  await page.getByRole('option', { name: 'Hits' }).click()
  await expect(page.getByRole('img', { name: 'Colours from 0 to 7', exact: true })).toHaveText('07')
  await expectAccessible(page)
  await page.screenshot({ path: testInfo.outputPath('heat-light.png') })
  await setLook(page, { theme: 'dark', locale: 'zh-CN' })
  await page.reload()
  await page.getByRole('button', { name: '近期运行热力图' }).click()
  await expect(heat).toContainText('置信度')
  expect(await page.evaluate(findCovered)).toEqual([])
  await expectAccessible(page)
  await page.screenshot({ path: testInfo.outputPath('heat-dark.png') })
})

/** The smallest print on the cards, in pixels of the screen. */
function smallestPrint(): number {
  const sizes = [...document.querySelectorAll<HTMLElement>('[data-card] *')]
    .filter((one) => one.textContent !== '' && one.children.length === 0 && one.offsetWidth > 0)
    .map((one) => {
      const scale = one.getBoundingClientRect().width / one.offsetWidth
      return Number.parseFloat(getComputedStyle(one).fontSize) * scale
    })
  return Math.min(...sizes)
}

/** Cards that a label lies over, and labels over one another; all lie behind the cards anyhow. */
function findCovered(): string[] {
  const labels = [...document.querySelectorAll('[data-testid="wire-heat"], [data-below]')]
  const cards = [...document.querySelectorAll('[data-card]')]
  const layer = labels[0]?.closest('.react-flow__edgelabel-renderer')
  const nodes = document.querySelector('.react-flow__nodes')
  const isBehind = layer?.compareDocumentPosition(nodes ?? document.body) === Node.DOCUMENT_POSITION_FOLLOWING
  if (!isBehind) return ['the labels lie in front of the cards']
  return labels.flatMap((label, at) => {
    const a = label.getBoundingClientRect()
    return [...cards, ...labels.slice(at + 1)]
      .filter((other) => {
        const b = other.getBoundingClientRect()
        return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
      })
      .map((other) => `${label.textContent} and ${other.textContent}`)
  })
}

test('the API refuses more runs than it reads', async ({ request, signalbox }) => {
  const reply = await request.get(`${signalbox.address}/api/pipelines/support-desk/heat-map?runs=201`)
  expect(reply.status()).toBe(400)
  expect(await reply.json()).toMatchObject({ error: { code: 'PARAM_INVALID', params: { field: '/runs' } } })
})
