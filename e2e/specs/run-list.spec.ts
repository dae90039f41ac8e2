import type { Locator } from '@playwright/test'
import { cardOf } from '../fixtures/canvas.ts'
import { expectAccessible } from '../fixtures/page-look.ts'
import { createSlowPipeline, openDrawer, openPipeline, refundQuestion } from '../fixtures/runs.ts'
import { expect, test } from '../fixtures/signalbox.ts'

const complaint = 'I want to complain about a rude guard'

test.beforeAll(async ({ request, servers }, { file }) => {
  const signalbox = await servers.of(file)
  for (const question of [refundQuestion, complaint]) {
    const reply = await request.post(`${signalbox.address}/api/pipelines/support-desk/runs`, {
      data: { inputs: { question } },
    })
    expect(reply.status()).toBe(200)
  }
})

test.beforeEach(async ({ page }) => {
  page.on('pageerror', (error) => {
    throw error
  })
})

test('the list narrows by the words of the question, by intent and by status', async ({
  page,
  signalbox,
}) => {
  await page.goto(`${signalbox.address}/#/runs`)
  const links = page.locator('a[data-run]')
  await expect(links).toHaveCount(2)
  await page.getByRole('searchbox', { name: 'Search questions' }).fill('refund')
  await expect(links).toHaveCount(1)
  await expect(links).toHaveText(refundQuestion)
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await expect(links).toHaveCount(2)
  await page.getByRole('combobox', { name: 'Intent' }).fill('complaint')
  await page.getByRole('option', { name: 'complaint' }).click()
  await expect(links).toHaveText([complaint])
  await page.getByRole('button', { name: 'Status' }).click()
  await page.getByRole('option', { name: 'failed' }).click()
  await expect(page.getByText('No run fits these filters')).toBeVisible()
  await page.getByRole('button', { name: 'Clear the filters' }).first().click()
  await expect(links).toHaveCount(2)
})

test('the list narrows by how long, how sure and which revision, and shows each decision', async ({
  page,
  request,
  signalbox,
}) => {
  await page.goto(`${signalbox.address}/#/runs`)
  const links = page.locator('a[data-run]')
  await expect(links).toHaveCount(2)
  await expect(page.getByTestId('decision-chip').first()).toContainText('complaint')
  const set = async (label: string, value: string) => {
    const field = page.getByRole('textbox', { name: label })
    await field.fill(value)
    await field.press('Enter')
  }
  await set('Slower than', '3600000')
  await expect(page.getByText('No run fits these filters')).toBeVisible()
  await set('Slower than', '0')
  await expect(links).toHaveCount(2)
  const reply = await request.get(`${signalbox.address}/api/runs`)
  const { items } = (await reply.json()) as { items: { confidence: number; revision: string }[] }
  const [surer = 0] = items.map(({ confidence }) => confidence).sort((a, b) => b - a)
  const bound = Math.floor(surer * 100) / 100
  await set('Confidence below', String(bound))
  await expect(links).toHaveCount(items.filter(({ confidence }) => confidence < bound).length)
  await expect(links).not.toHaveCount(2)
  await set('Confidence below', '1')
  const hash = items[0]?.revision.slice(0, 12).toUpperCase() ?? ''
  await page.getByRole('textbox', { name: 'Revision' }).fill(` ${hash}`)
  await expect(links).toHaveCount(2)
  await page.getByRole('textbox', { name: 'Revision' }).fill('00000000')
  await expect(page.getByText('No run fits these filters')).toBeVisible()
  await page.getByRole('button', { name: 'Clear the filters' }).first().click()
  await expect(links).toHaveCount(2)
  await expect(page.getByText(/Runs are kept for 90 days, at most 100,000 and 4.1 GB/)).toBeVisible()
})

test('runs are chosen by keyboard and become rows of a new dataset', async ({ page, request, signalbox }) => {
  await page.goto(`${signalbox.address}/#/runs`)
  await expect(page.locator('a[data-run]').first()).toBeVisible()
  await page.getByRole('checkbox', { name: 'Choose all that are shown' }).focus()
  await page.keyboard.press('Space')
  await expect(page.getByText('2 runs chosen')).toBeVisible()
  await page.getByRole('checkbox', { name: `Choose ${complaint}` }).focus()
  await page.keyboard.press('Space')
  await expect(page.getByText('1 run chosen')).toBeVisible()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Add to dataset' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Add 2 runs to a dataset' })
  await dialog.getByRole('button', { name: /Dataset$/ }).press('Enter')
  await page.getByRole('option', { name: 'A new dataset' }).press('Enter')
  await dialog.getByRole('textbox').fill('From runs')
  await dialog.getByRole('button', { name: 'Add' }).press('Enter')
  await expect(page.getByText('Added 2 runs to "From runs"')).toBeVisible()
  await expect(page.getByText('2 runs chosen')).toHaveCount(0)
  const reply = await request.get(`${signalbox.address}/api/datasets/from-runs/rows`)
  const { items } = (await reply.json()) as { items: { inputs: { question: string } }[] }
  expect(items.map(({ inputs }) => inputs.question).sort()).toEqual([complaint, refundQuestion].sort())
})

test('what people say of a run is kept on its page, and a label scores it', async ({ page, signalbox }) => {
  await page.goto(`${signalbox.address}/#/runs`)
  await page.getByRole('link', { name: refundQuestion }).first().click()
  await page.getByRole('button', { name: 'Bad answer' }).click()
  await expect(page.getByText('Kept with the run')).toBeVisible()
  await page.getByRole('textbox', { name: 'What should it have said?' }).fill('Use the form on our site.')
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(page.getByText('It should have said: Use the form on our site.')).toBeVisible()
  await expect(page.getByLabel('Scores against what was expected')).toContainText('F1')
  await page.reload()
  await expect(page.getByRole('button', { name: 'Bad answer' })).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByText('It should have said: Use the form on our site.')).toBeVisible()
})

test('a run is opened by keyboard, read, and drawn on the canvas', async ({ page, signalbox }) => {
  await page.goto(`${signalbox.address}/#/runs`)
  const links = page.locator('a[data-run]')
  await links.first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(links.nth(1)).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: complaint })).toBeVisible()
  await expect(page.getByTestId('decision-sentence')).toContainText('read as complaint')
  await expect(page.getByTestId('waterfall-sum')).toBeVisible()
  await page.getByRole('tab', { name: 'Events' }).click()
  await expect(page.getByRole('row', { name: /run-finished.*succeeded/ })).toBeVisible()
  await page.getByRole('button', { name: 'Open on the canvas' }).click()
  await expect(page).toHaveURL(/#\/build\/support-desk\/run\//)
  await expect(cardOf(page, 'bank')).toHaveAttribute('data-state', 'finished')
  await page.goBack()
  await expect(page.getByRole('heading', { name: complaint })).toBeVisible()
})

test('two runs are chosen by keyboard and laid side by side, from the list and from the history', async ({
  page,
  signalbox,
}) => {
  const choose = async (place: Locator) => {
    const box = (question: string) => place.getByRole('checkbox', { name: `Choose ${question}` }).first()
    await box(refundQuestion).press('Space')
    await expect(place.getByRole('button', { name: 'Compare' })).toBeDisabled()
    await box(complaint).press('Space')
    await place.getByRole('button', { name: 'Compare' }).press('Enter')
  }
  const main = page.getByRole('main')
  await page.goto(`${signalbox.address}/#/runs`)
  await choose(main)
  await expect(page).toHaveURL(/#\/runs\/compare\/[^/]+\/[^/]+$/)
  const outputs = main.getByRole('region', { name: 'Outputs' })
  await expect(outputs.locator('del').first()).toBeVisible()
  await expect(outputs.locator('ins').first()).toBeVisible()
  await expect(main.getByText('Both ran the same revision. The inputs differ.')).toBeVisible()
  const decisions = main.getByRole('table', { name: 'Decisions' })
  await expect(decisions.getByRole('row', { name: /Intent refund complaint differs/ })).toBeVisible()
  await expect(decisions.getByRole('row', { name: /Threshold (\S+) \1 same/ })).toBeVisible()
  const nodes = main.getByRole('table', { name: 'Nodes' })
  await expect(
    nodes.getByRole('row', { name: /^Find passages finished finished .* differs$/ }),
  ).toContainText(/slower|faster|as long/)
  await expectAccessible(page)
  await nodes.getByRole('button', { name: 'Find passages' }).press('Enter')
  await expect(page).toHaveURL(/#\/runs\/[^/]+\/retriever$/)
  await expect(page.getByRole('region', { name: 'Find passages' })).toBeVisible()

  await openPipeline(page, signalbox.address, 'support-desk')
  const drawer = await openDrawer(page)
  await drawer.getByRole('tab', { name: 'History' }).click()
  await choose(drawer)
  await drawer.getByRole('table', { name: 'Nodes' }).getByRole('button', { name: 'Find passages' }).click()
  await expect(cardOf(page, 'retriever')).toHaveAttribute('data-selected', 'true')
})

test('a run is repeated and followed live', async ({ page, request, signalbox }) => {
  await createSlowPipeline(request, signalbox.address, 'slow-again', 5)
  const first = await request.post(`${signalbox.address}/api/pipelines/slow-again/runs`, {
    data: { inputs: { question: refundQuestion } },
  })
  const { runId } = (await first.json()) as { runId: string }
  await page.goto(`${signalbox.address}/#/runs/${runId}`)
  await page.getByRole('button', { name: 'Run again' }).click()
  await expect(page).not.toHaveURL(new RegExp(`${runId}$`))
  await expect(page.getByText('The run is still going; the sum follows when it has ended.')).toBeVisible()
  await expect(page.getByTestId('waterfall-sum')).toBeVisible({ timeout: 60_000 })
  const reply = await request.get(`${signalbox.address}/api/runs?pipeline=slow-again`)
  const { items } = (await reply.json()) as { items: { status: string; revision: string }[] }
  expect(items.map(({ status }) => status)).toEqual(['succeeded', 'succeeded'])
  expect(new Set(items.map(({ revision }) => revision)).size).toBe(1)
})

test('an address of a run that is gone says so, in the editor and on its page', async ({
  page,
  signalbox,
}) => {
  await page.goto(`${signalbox.address}/#/build/support-desk/run/gone`)
  await expect(page.getByText('Run "gone" does not exist').first()).toBeVisible()
  await page.goto(`${signalbox.address}/#/runs/gone`)
  await expect(page.getByText('Run "gone" does not exist').first()).toBeVisible()
})

test('list and page of runs are free of known access faults', async ({ page, signalbox }) => {
  await page.goto(`${signalbox.address}/#/runs`)
  await expect(page.locator('a[data-run]').first()).toBeVisible()
  await expectAccessible(page, 'list')
  await page.getByRole('link', { name: complaint }).first().click()
  for (const tab of ['Waterfall', 'Values', 'Events']) {
    await page.getByRole('tab', { name: tab }).click()
    await expectAccessible(page, tab)
  }
})
