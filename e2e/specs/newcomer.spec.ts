import { cardOf, dragFromPalette, drawWire, expectSaved, openNewPipeline } from '../fixtures/canvas.ts'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/signalbox.ts'

/** Chooses an index, an intent model or a bank in the inspector of a node. */
async function chooseResource(page: Page, node: string, setting: string, name: string): Promise<void> {
  await cardOf(page, node).click()
  const inspector = page.getByRole('region', { name: 'Settings of the selection' })
  await inspector.getByRole('combobox', { name: setting }).click()
  await page.getByRole('option', { name }).first().click()
  await expect(inspector.getByRole('combobox', { name: setting })).toHaveValue(name)
}

test('a newcomer wires the main line on an empty canvas, asks, and sees why the request went where it went', async ({
  page,
  signalbox,
}) => {
  await page.setViewportSize({ width: 1920, height: 1080 })
  await openNewPipeline(page, signalbox.address)
  await dragFromPalette(page, 'Input', { x: 170, y: 220 })
  await dragFromPalette(page, 'Hybrid retriever', { x: 480, y: 90 })
  await dragFromPalette(page, 'Intent classifier', { x: 480, y: 300 })
  await dragFromPalette(page, 'Adapter bank', { x: 800, y: 180 })
  await dragFromPalette(page, 'Output', { x: 1120, y: 200 })
  await drawWire(page, ['input', 'question'], ['hybrid-retriever', 'query'])
  await drawWire(page, ['input', 'question'], ['intent-classifier', 'text'])
  await drawWire(page, ['input', 'question'], ['adapter-bank', 'question'])
  await drawWire(page, ['hybrid-retriever', 'documents'], ['adapter-bank', 'documents'])
  await drawWire(page, ['intent-classifier', 'intent'], ['adapter-bank', 'intent'])
  await drawWire(page, ['adapter-bank', 'answer'], ['output', 'value'])
  await expect(page.locator('.react-flow__edge')).toHaveCount(6)

  await expect(page.getByRole('button', { name: '3 problems' })).toBeVisible()
  await chooseResource(page, 'hybrid-retriever', 'Index', 'Support desk')
  await chooseResource(page, 'intent-classifier', 'Intent model', 'Support desk')
  await chooseResource(page, 'adapter-bank', 'Bank', 'Support desk')
  await expect(page.getByText('No problems')).toBeVisible()
  await expectSaved(page)

  const box = page.getByPlaceholder('Ask a question')
  await box.fill('I want to complain about a rude guard')
  await box.press('Enter')
  const chat = page.getByRole('log', { name: 'Chat' })
  const chip = chat.getByTestId('decision-chip')
  await expect(chip).toContainText('complaint')
  await expect(chip).toContainText(/· 0\.\d\d|· 1\.00/)
  await expect(chip).toContainText(/→ contacts@[0-9a-f]{4}…/)
  await expect(cardOf(page, 'adapter-bank')).toHaveAttribute('data-state', 'finished')
  await expect(cardOf(page, 'adapter-bank').getByTestId('decision-chip')).toContainText('complaint')

  await page.getByRole('tab', { name: 'Waterfall' }).click()
  await expect(page.getByRole('row', { name: /Adapter bank/ }).first()).toBeVisible()
})
