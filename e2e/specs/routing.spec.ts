import type { Page } from '@playwright/test'
import { ask } from '../fixtures/ask.ts'
import { dropFile, expectAccessible, setLook } from '../fixtures/page-look.ts'
import { expect, test } from '../fixtures/signalbox.ts'

const rowsArea = 'section[aria-label="Utterances"] > div:nth-child(2)'

async function chooseFile(page: Page, name: string, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose files' }).click()
  await (await chooser).setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
}

test('new utterances, removed ones and a training change the route', async ({ page, request, signalbox }) => {
  const wifi = 'the wifi on board keeps dropping, how do I log in'
  const lost = 'I left my umbrella on the train yesterday'
  const intentOf = async (question: string) =>
    (await ask(request, signalbox.address, question)).decisions[0]?.intent
  expect(await intentOf(wifi)).not.toBe('wifi')
  expect(await intentOf(lost)).toBe('lost_property')

  await page.goto(`${signalbox.address}/#/routing/support-desk`)
  await page.getByRole('button', { name: 'Add utterances' }).click()
  await page
    .getByLabel('Utterance', { exact: true })
    .fill(
      [
        'how do I log in to the wifi',
        'wifi on board not working',
        'is there internet on the train',
        'the wifi keeps dropping',
        'which password has the on-board wifi',
        'cannot connect my laptop to the wifi',
        'internet is slow on board',
        'wifi login page does not load',
        'do you have wifi in first class',
        'how much data does the free wifi give',
        'wifi',
        'no internet in coach C',
      ].join('\n'),
    )
  await page.getByRole('combobox', { name: 'Intent' }).fill('wifi')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('link', { name: 'wifi 12' })).toBeVisible()
  await page.getByRole('link', { name: /^lost_property/ }).click()
  await page.getByRole('button', { name: 'Remove this intent' }).click()
  await expect(page.getByRole('link', { name: /^lost_property/ })).toHaveCount(0)
  await expect(page.getByText('Utterances changed since the last training.')).toBeVisible()
  // Until the training, requests go the old way.
  expect(await intentOf(lost)).toBe('lost_property')

  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(page.getByText(/^Trained: accuracy \d+\.\d \(n = [\d,]+\)/)).toBeVisible({ timeout: 60_000 })
  expect(await intentOf(wifi)).toBe('wifi')
  expect(await intentOf(lost)).not.toBe('lost_property')
})

test('an utterance is found, moved to another intent, removed, and brought back', async ({
  page,
  signalbox,
}) => {
  await page.goto(`${signalbox.address}/#/routing/support-desk/utterances/refund`)
  const search = page.getByLabel('Search utterances')
  await search.fill('how mutch do i get back')
  const row = page.getByRole('row', { name: /how mutch do i get back/ })
  await expect(row).toContainText('refund')
  await row.getByRole('button', { name: /^how mutch/ }).click()
  const intent = page.getByRole('combobox', { name: 'Intent' })
  await intent.fill('no spaces allowed')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await intent.fill('railcard')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('No utterance fits')).toBeVisible()
  await page.getByRole('link', { name: /^railcard/ }).click()
  await expect(row).toContainText('railcard')
  await row.getByRole('button', { name: /^Remove/ }).click()
  await expect(row).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(row).toBeVisible()
})

test('an import names every fault by line and writes nothing; a known text gets its new intent', async ({
  page,
  request,
  empty,
}) => {
  await page.goto(`${empty.address}/#/routing`)
  await page.getByRole('button', { name: 'New intent model' }).click()
  await page.getByLabel('Name').fill('Imports')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByText('No utterances yet')).toBeVisible()
  await dropFile(page, rowsArea, 'u.csv', 'text,intent\nfine,refund\n,refund\nfine,change\na,b,c\n')
  await expect(page.getByText('Nothing was imported. There are 3 things to correct:')).toBeVisible()
  await expect(page.getByText('u.csv, line 3, field "text"')).toBeVisible()
  await expect(page.getByText('u.csv, line 4: "fine" stands already at u.csv:2.')).toBeVisible()
  await expect(page.getByText('u.csv, line 5: 3 cells, but the head names 2.')).toBeVisible()
  await chooseFile(page, 'empty.jsonl', '\n')
  await expect(page.getByText('"empty.jsonl" holds no rows.')).toBeVisible()
  const listed = await request.get(`${empty.address}/api/intents/imports/utterances`)
  expect(((await listed.json()) as { total: number }).total).toBe(0)
  await chooseFile(page, 'u.jsonl', '{"text":"a","intent":"x"}\n{"text":"b","intent":"y"}\n')
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await expect(page.getByText('2 of 2')).toBeVisible()
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await chooseFile(page, 'u.csv', 'text,intent,split\na,x,train\nb,z,train\nc,x,train\nd,x,test\n')
  await expect(page.getByText('1 new, 1 changed, 1 as they were. 1 test row left out.')).toBeVisible()
  await page.getByRole('button', { name: 'Import 4 rows' }).click()
  await expect(page.getByText('3 of 3')).toBeVisible()
  await expect(page.getByRole('link', { name: 'z few 1' })).toBeVisible()
})

test('a training can be cancelled, and is seen by a page that comes later', async ({
  page,
  request,
  empty,
}) => {
  const words = [
    'ticket',
    'train',
    'bag',
    'seat',
    'refund',
    'late',
    'bike',
    'wifi',
    'lost',
    'card',
    'stop',
    'map',
  ]
  const items = Array.from({ length: 12_000 }, (_, index) => ({
    id: `u${index}`,
    text: `${words[index % 12]} ${words[(index * 7) % 11]} number ${index} of ${words[(index * 5) % 7]}`,
    intent: `intent-${index % 40}`,
  }))
  await request.post(`${empty.address}/api/intents`, { data: { id: 'large', name: 'Large' } })
  await request.put(`${empty.address}/api/intents/large/utterances`, { data: { items } })
  await page.goto(`${empty.address}/#/routing/large`)
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(page.getByRole('progressbar', { name: 'Training the intent model' })).toBeVisible()
  await page.getByRole('link', { name: 'Knowledge' }).click()
  await expect(page.getByRole('heading', { name: 'Knowledge' })).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(page.getByText('Cancelled. What stood before is unchanged.')).toBeVisible()
  await expect(page.getByText('not trained yet')).toBeVisible()
})

test('the report shows figures with n and intervals, and a confusion leads to its utterances', async ({
  page,
  signalbox,
}) => {
  await page.goto(`${signalbox.address}/#/routing/support-desk/accuracy`)
  const accuracy = page.locator('dl > div', { hasText: 'Accuracy' }).first()
  await expect(accuracy).toContainText(/\d+\.\d \[\d+\.\d, \d+\.\d\]/)
  await expect(accuracy).toContainText(/n = \d+/)
  await expect(page.locator('figure svg g[aria-label="line"] path').first()).toBeVisible()
  await page.getByText('Figures as a table').click()
  await expect(
    page.getByRole('table', { name: /clear a confidence threshold/ }).getByRole('row'),
  ).toHaveCount(22)
  const first = page.getByRole('table', { name: 'Confusions' }).getByRole('button').first()
  const intent = (await first.textContent()) ?? ''
  await first.click()
  await expect(page).toHaveURL(new RegExp(`/utterances/${intent}$`))
  await expect(page.getByRole('link', { name: new RegExp(`^${intent}`) })).toHaveAttribute(
    'aria-current',
    'true',
  )
})

test('trying an utterance shows the most probable intents', async ({ page, signalbox }) => {
  await page.goto(`${signalbox.address}/#/routing/support-desk/try`)
  await page.getByLabel('Text', { exact: true }).fill('I want to complain about a rude guard')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^complaint with confidence [01]\.\d\d/)).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'complaint' })).toBeVisible()
})

test('the page has no fault of accessibility', async ({ page, signalbox }) => {
  await page.goto(`${signalbox.address}/#/routing/support-desk`)
  await expect(page.getByRole('table', { name: 'Utterances' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('tab', { name: 'Accuracy' }).click()
  await expect(page.locator('figure svg g[aria-label="line"] path').first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('tab', { name: 'Try an utterance' }).click()
  await page.getByLabel('Text', { exact: true }).fill('refund')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/with confidence/)).toBeVisible()
  await expectAccessible(page)
})

test('speaks Chinese', async ({ page, signalbox }) => {
  await setLook(page, { theme: 'light', locale: 'zh-CN' })
  await page.goto(`${signalbox.address}/#/routing/support-desk/accuracy`)
  await expect(page.getByRole('heading', { name: '路由' })).toBeVisible()
  await expect(page.getByRole('heading', { name: '各意图' })).toBeVisible()
  await page.getByRole('tab', { name: '试一句话' }).click()
  await expect(page.getByText('看看模型如何理解一句话')).toBeVisible()
})
