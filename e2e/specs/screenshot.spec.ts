/** The README's picture: the seeded pipeline after its first question. `SCREENSHOT=1` writes it anew. */
import { join } from 'node:path'
import { cardOf } from '../fixtures/canvas.ts'
import { expect, test } from '../fixtures/signalbox.ts'

const file = join(import.meta.dirname, '../../examples/support-desk/screenshot.png')

test('the first question of the tour is answered by quoting, with its decision on the canvas', async ({
  page,
  signalbox,
}, info) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.goto(`${signalbox.address}/#/build/support-desk`)
  const box = page.getByPlaceholder('Ask a question')
  await box.fill('Refund on an Advance ticket?')
  await box.press('Enter')
  const chat = page.getByRole('log', { name: 'Chat' })
  await expect(chat).toContainText('60%')
  await expect(chat.getByRole('button', { name: /Refunds on Advance tickets/ })).toBeVisible()
  await expect(chat.getByTestId('decision-chip')).toContainText('refund')
  await expect(cardOf(page, 'bank').getByTestId('decision-chip')).toContainText('amounts@')
  await cardOf(page, 'bank').click()
  await page.screenshot({ path: process.env['SCREENSHOT'] === '1' ? file : info.outputPath('tour.png') })
})
