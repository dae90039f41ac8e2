/** Pipelines as documents: the list, versions, templates, the tour. */
import type { Page } from '@playwright/test'
import { ask, expectStatus } from '../fixtures/runs.ts'
import { expectAccessible, setLook } from '../fixtures/page-look.ts'
import { expect, test } from '../fixtures/signalbox.ts'

async function choose(page: Page, pipeline: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${pipeline}`, exact: true }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

test('pipelines are copied, tagged, found, archived, deleted and brought back with their versions', async ({
  page,
  request,
  signalbox,
}) => {
  const { address } = signalbox
  await page.goto(`${address}/#/build/support-desk`)
  await page.getByRole('button', { name: 'Pipeline actions' }).click()
  await page.getByRole('menuitem', { name: 'Versions' }).click()
  const versions = page.getByRole('dialog', { name: 'Versions' })
  await versions.getByRole('textbox', { name: 'Name', exact: true }).fill('Spring')
  await versions.getByLabel('What is new in this version').fill('Before the fares change')
  await versions.getByRole('button', { name: 'Save version' }).click()
  await expect(versions.getByText('Spring')).toBeVisible()
  await versions.getByRole('button', { name: 'Name and note of Spring' }).click()
  await versions.getByRole('listitem').getByLabel('Name').fill('Spring fares')
  await versions.getByRole('listitem').getByRole('button', { name: 'Save' }).click()
  await expect(versions.getByText('Spring fares')).toBeVisible()
  // As a program does it that saves a version with each change: more than one page of them.
  for (let n = 1; n <= 31; n++) {
    const draft = await request.get(`${address}/api/pipelines/support-desk`)
    const { document } = (await draft.json()) as { document: object }
    const headers = { 'if-match': draft.headers()['etag'] ?? '' }
    await request.put(`${address}/api/pipelines/support-desk`, {
      data: { ...document, settings: { maxParallel: n } },
      headers,
    })
    await request.post(`${address}/api/pipelines/support-desk/revisions`, { data: {} })
  }
  await page.reload()
  await page.getByRole('button', { name: 'Pipeline actions' }).click()
  await page.getByRole('menuitem', { name: 'Versions' }).click()
  await expect(versions.getByRole('listitem')).toHaveCount(30)
  await expect(versions.getByText('Spring fares')).toHaveCount(0)
  await versions.getByRole('button', { name: 'Show older' }).click()
  await expect(versions.getByText('Spring fares')).toBeVisible()
  await expect(versions.getByRole('button', { name: 'Show older' })).toHaveCount(0)
  await versions.getByText('Only named ones').click()
  await expect(versions.getByRole('listitem')).toHaveCount(1)
  await versions.getByRole('button', { name: 'Bring back' }).click()
  await expect(page.getByText(/The canvas shows the version from/)).toBeVisible()

  await page.getByRole('button', { name: 'Pipelines', exact: true }).click()
  await page.getByRole('menuitem', { name: 'All pipelines' }).click()
  const table = page.getByRole('table', { name: 'Pipelines' })
  await choose(page, 'Support desk', 'Duplicate')
  await expect(table.getByRole('link', { name: 'Support desk (copy)' })).toBeVisible()
  await choose(page, 'Support desk (copy)', 'Edit tags')
  await page.getByRole('textbox', { name: 'Tags' }).fill('rail, 客服，rail')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('group', { name: 'Tags' }).getByRole('button', { name: 'rail 1' }).click()
  await expect(page.getByText('1 of 3')).toBeVisible()
  await page.getByRole('group', { name: 'Tags' }).getByRole('button', { name: 'rail 1' }).click()

  await choose(page, '客服台', 'Archive')
  await expect(table.getByRole('link', { name: '客服台' })).toHaveCount(0)
  // Its row is gone, and with it what was pressed: the next row has the focus.
  await expect(table.locator('a:focus')).toHaveCount(1)
  const reply = await request.post(`${address}/api/pipelines/support-desk-zh/runs`, {
    data: { inputs: { question: '想带台显示器回家，最大几寸' } },
  })
  expect(reply.status()).toBe(200)
  await choose(page, 'Support desk', 'Delete')
  await expect(table.getByRole('link', { name: 'Support desk', exact: true })).toHaveCount(0)
  await expect(table.locator('a:focus')).toHaveCount(1)
  await page.getByRole('button', { name: 'Bring it back' }).click()
  await expect(table.getByRole('link', { name: 'Support desk', exact: true })).toBeVisible()
  const revisions = await request.get(`${address}/api/pipelines/support-desk/revisions?named=true`)
  expect(await revisions.json()).toMatchObject({
    items: [{ name: 'Spring fares', note: 'Before the fares change' }],
  })
  await page.getByLabel('Search name, description or tag').fill('客服')
  await expect(page.getByText('1 of 2')).toBeVisible()
  await expectAccessible(page)
})

// While the example's desk is the pipeline that the page opens on: before others are made.
test('the tour leads over the real page, is ended by Escape, and is not offered again', async ({
  page,
  signalbox,
}) => {
  await page.goto(signalbox.address)
  const offer = page.getByRole('navigation').getByRole('link', { name: 'Tour' })
  await offer.click()
  const step = (n: number) => page.getByRole('dialog', { name: `Tour, step ${n} of 5` })
  await expect(step(1)).toContainText('Ask a question')
  await expect(offer).toHaveCount(0)
  const turn = await ask(page, 'refund by phone??')
  await expectStatus(turn, 'succeeded')
  await step(1).getByRole('button', { name: 'Next' }).click()
  await expect(step(2)).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Tab')
  await step(2).getByRole('button', { name: 'Next' }).press('Enter')
  // By the keyboard alone: the threshold is moved to its end, and the same question comes to another decision.
  const outcomes = step(3).getByTestId('tour-outcome')
  await expect(outcomes).toHaveText([/^At 0\.\d\d refund.*→ amounts@/])
  await step(3).getByRole('button', { name: 'Go to the threshold' }).press('Enter')
  const threshold = page.getByRole('slider', { name: 'Confidence at least' })
  await expect(threshold).toBeFocused()
  await page.keyboard.press('End')
  await expect(outcomes).toHaveText([/→ amounts@/, /^At 1\.00 refund.*→ base model/])
  await step(3).getByRole('button', { name: 'Put it back' }).press('Enter')
  await expect(outcomes).toHaveCount(1)
  await step(3).getByRole('button', { name: 'Next' }).press('Enter')
  await expect(page).toHaveURL(/#\/compare$/)
  await expect(step(4)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Settings' })).toBeVisible()
  await expect(offer).toHaveCount(0)
  await page.goto(`${signalbox.address}/#/settings`)
  await page.getByRole('link', { name: 'Take the tour' }).click()
  await expect(step(1)).toBeVisible()
})

test('a template becomes a pipeline that answers at once, and says what is missing where nothing is there', async ({
  page,
  signalbox,
  empty,
}) => {
  await setLook(page, { theme: 'dark', locale: 'en' })
  await page.goto(`${empty.address}/#/pipelines`)
  await page.getByRole('button', { name: 'From a template' }).click()
  await page.getByRole('button', { name: 'Use "Clarify below the threshold"' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('There is no bank yet.')).toBeVisible()
  await expect(dialog.getByRole('link', { name: 'Open Knowledge' })).toHaveAttribute('href', '#/knowledge')
  await expectAccessible(page)

  await page.goto(`${signalbox.address}/#/pipelines/templates`)
  await page.getByRole('button', { name: 'Use "Clarify below the threshold"' }).click()
  await expect(dialog.getByRole('button', { name: /Support desk.*Bank/ })).toBeVisible()
  await dialog.getByLabel('Name').fill('Asks back')
  await dialog.getByRole('button', { name: 'Create the pipeline' }).click()
  await expect(page.getByRole('heading', { name: 'Asks back' })).toBeVisible()
  const turn = await ask(page, 'And what about the other thing?')
  await expectStatus(turn, 'succeeded')
  await expect(turn).toContainText(/Is it about \w+ or \w+\?/)
})
