import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { BankMetrics } from '../../runtime/core/wire/bank-metrics.ts'
import { ask } from '../fixtures/ask.ts'
import { cardOf } from '../fixtures/canvas.ts'
import { dropFile, expectAccessible, setLook } from '../fixtures/page-look.ts'
import { openPipeline } from '../fixtures/runs.ts'
import { expect, test } from '../fixtures/signalbox.ts'

const adapters = join(import.meta.dirname, '../../examples/support-desk/adapters')

const peft = (...path: string[]) =>
  ['adapter_config.json', 'adapter_model.safetensors'].map((name) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: readFileSync(join(adapters, ...path, name)),
  }))

async function chooseFiles(
  page: Page,
  files: { name: string; mimeType: string; buffer: Buffer }[],
): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose files' }).click()
  await (await chooser).setFiles(files)
}

const textFile = (name: string, text: string) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
})

test('an adapter trained on the page, once its alias is flipped, decides and changes the answer', async ({
  page,
  request,
  signalbox,
}) => {
  test.setTimeout(180_000)
  // The adapter of amounts finds the fee; one trained to give contacts finds the number to call.
  const question = 'refund by phone??'
  const before = await ask(request, signalbox.address, question)
  expect(before.outputs.answer.text).toContain('4.50')
  expect(before.decisions[0]?.adapter).toMatch(/^amounts@/)

  await page.goto(`${signalbox.address}/#/adapters/support-desk`)
  await page.getByRole('button', { name: 'Train an adapter' }).click()
  await page.getByLabel('Name of the adapter').fill('contacts-anew')
  await page.getByRole('button', { name: /^accessibility \(\d+\)/ }).click()
  await page.getByRole('button', { name: /^complaint \(\d+\)/ }).click()
  await page.getByRole('textbox', { name: 'Epochs at most' }).fill('8')
  // It may train faster than a busy page is looked at again.
  await Promise.all([
    page.getByRole('progressbar', { name: /Training the adapter/ }).waitFor(),
    page.getByRole('button', { name: 'Train', exact: true }).click(),
  ])
  await expect(page.locator('figure circle').nth(1)).toBeAttached({ timeout: 120_000 })
  const outcome = page.getByRole('region', { name: 'What it gained' })
  await expect(outcome).toContainText(/contacts-anew@[0-9a-f]{12}: on \d+ questions/, { timeout: 120_000 })
  await expect(outcome.getByRole('row', { name: /Exact match/ })).toContainText(
    /\d+\.\d \[\d+\.\d, \d+\.\d\]/,
  )
  const id = /contacts-anew@[0-9a-f]{12}/.exec((await outcome.textContent()) ?? '')?.[0] ?? ''

  await page.getByRole('tab', { name: 'Adapters and aliases' }).click()
  await page.getByRole('button', { name: /Adapter of amounts/ }).click()
  await page.getByRole('option', { name: id }).click()
  await expect(page.getByText(`amounts now points at ${id}.`)).toBeVisible()
  // With the focus in it the message stays.
  const undo = page.getByRole('button', { name: 'Undo', exact: true })
  await undo.focus()
  const after = await ask(request, signalbox.address, question)
  expect(after.decisions[0]?.adapter).toBe(id)
  expect(after.outputs.answer.adapter).toBe(id)
  expect(after.outputs.answer.text).toContain('0800 555 0110')

  await undo.click()
  await expect(page.getByRole('button', { name: /amounts@[0-9a-f]{12} Adapter of amounts/ })).toBeVisible()
  expect((await ask(request, signalbox.address, question)).outputs.answer.text).toBe(
    before.outputs.answer.text,
  )
})

test('a training can be cancelled, and leaves the bank as it was', async ({ page, request, signalbox }) => {
  const idsOf = async () => {
    const reply = await request.get(`${signalbox.address}/api/banks/support-desk`)
    return ((await reply.json()) as { adapters: { id: string }[] }).adapters.map(({ id }) => id)
  }
  const before = await idsOf()
  await page.goto(`${signalbox.address}/#/adapters/support-desk/train`)
  await page.getByLabel('Name of the adapter').fill('never')
  await page.getByRole('textbox', { name: 'Epochs at most' }).fill('200')
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  // The job is the server's: pages that come later show it, and the card of the bank does.
  await expect(page.getByRole('progressbar', { name: /Training the adapter/ })).toBeVisible()
  await openPipeline(page, signalbox.address, 'support-desk')
  const bar = cardOf(page, 'bank').getByRole('progressbar')
  await expect(bar).toHaveAttribute('aria-valuetext', /^Training an adapter: (\d+\s%|…)$/)
  await page.goBack()
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(page.getByText('Cancelled. What stood before is unchanged.')).toBeVisible()
  expect(await idsOf()).toEqual(before)
})

test('adapters come from two files; what is wrong with them is said in words', async ({
  page,
  signalbox,
}) => {
  await page.goto(`${signalbox.address}/#/adapters/support-desk`)
  await page.getByRole('button', { name: 'Add from files' }).click()
  const dialog = page.getByRole('dialog')
  const [config, weights] = peft('en', 'places')
  if (config === undefined || weights === undefined) throw new Error('The example has lost an adapter.')
  await chooseFiles(page, [weights])
  await expect(dialog).toContainText('The file adapter_config.json is missing.')
  const add = dialog.getByRole('button', { name: 'Add', exact: true })
  await dialog.getByLabel('Name').fill('added')
  await chooseFiles(page, [config, { ...weights, buffer: weights.buffer.subarray(0, 100) }])
  await add.click()
  await expect(dialog).toContainText('The file of weights is not valid safetensors')
  await chooseFiles(page, peft('zh', 'amounts'))
  await add.click()
  await expect(dialog).toContainText('The adapter was made for "signalbox-reader-zh"')
  await chooseFiles(page, [config, weights])
  await add.click()
  await expect(page.getByText(/^Adapter added@[0-9a-f]{12} was added\.$/)).toBeVisible()

  const row = page.getByRole('table', { name: 'Adapters' }).getByRole('row', { name: /added@/ })
  const download = page.waitForEvent('download')
  await row.getByRole('button', { name: /^Download/ }).click()
  await page.getByRole('menuitem', { name: 'adapter_model.safetensors' }).click()
  const path = await (await download).path()
  expect(readFileSync(path).equals(weights.buffer)).toBe(true)
  await row.getByRole('button', { name: /^Remove/ }).click()
  await expect(row).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect(row).toBeVisible()
})

test('routes are changed as a whole: kept while unsaved, in force once saved', async ({
  page,
  request,
  signalbox,
}) => {
  await page.goto(`${signalbox.address}/#/adapters/support-desk/routes`)
  await page.getByRole('button', { name: /Alias for complaint/ }).click()
  await page.getByRole('option', { name: 'places' }).click()
  await expect(page.getByText('Unsaved')).toBeVisible()
  await page.getByRole('tab', { name: 'Labelled questions' }).click()
  await page.getByRole('tab', { name: 'Routes' }).click()
  await expect(page.getByText('Unsaved')).toBeVisible()
  const adapterOf = async () =>
    (await ask(request, signalbox.address, 'I want to complain about a rude guard')).decisions[0]?.adapter
  expect(await adapterOf()).toMatch(/^contacts@/)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Routes saved.')).toBeVisible()
  expect(await adapterOf()).toMatch(/^places@/)
})

test('questions are imported, found, changed, removed and brought back; faults are named by line', async ({
  page,
  signalbox,
}) => {
  await page.goto(`${signalbox.address}/#/adapters/support-desk/questions`)
  await expect(page.getByText(/^\d+ of \d+$/)).toBeVisible()
  await dropFile(
    page,
    'section[aria-label="Labelled questions"] > div:nth-child(2)',
    'q.jsonl',
    '{"id":"n1","question":"x","answers":["y"]}\n{"id":"n2","answers":[]}\n{"id":"n1","question":"x","answers":[]}\n',
  )
  await expect(page.getByText('Nothing was imported. There are 2 things to correct:')).toBeVisible()
  await expect(page.getByText('q.jsonl, line 2, field "question"')).toBeVisible()
  await expect(page.getByText('q.jsonl, line 3: "n1" stands already at q.jsonl:1.')).toBeVisible()
  await chooseFiles(page, [textFile('dev.json', '{"data": 1}')])
  await expect(page.getByText('"dev.json" is not SQuAD JSON at data')).toBeVisible()
  const squad = {
    data: [
      { paragraphs: [{ qas: [{ id: 's1', question: 'Who lit the lamp?', answers: [{ text: 'Ada' }] }] }] },
    ],
  }
  await chooseFiles(page, [textFile('dev.json', JSON.stringify(squad))])
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await page.getByLabel('Search questions').fill('lamp')
  const row = page.getByRole('row', { name: /Who lit the lamp/ })
  await expect(row).toContainText('Ada')
  await row.getByRole('button', { name: /^Who lit/ }).click()
  await page.getByLabel('Answers').fill('Ada\nthe keeper')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(row).toContainText('Ada · the keeper')
  await row.getByRole('button', { name: /^Remove/ }).click()
  await expect(page.getByText('No question fits')).toBeVisible()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(row).toBeVisible()
})

test('what its adapters cost and bought stands on the bank and on its node, by version and intent', async ({
  page,
  request,
  signalbox,
}) => {
  const rows = page.getByRole('table', { name: 'Measured while they served' }).getByRole('row')
  await page.goto(`${signalbox.address}/#/adapters/support-desk/metrics`)
  const measured = async () => {
    const reply = await request.get(`${signalbox.address}/api/banks/support-desk/metrics`)
    return (await reply.json()) as BankMetrics
  }
  const before = (await measured()).total.n
  const question = 'How much money do I get back for a cancelled train?'
  for (let i = 0; i < 6; i += 1) {
    const reply = await request.post(`${signalbox.address}/api/pipelines/support-desk/runs`, {
      data: { inputs: { question }, expected: { answers: ['nothing of the kind'] } },
    })
    expect(reply.status()).toBe(200)
  }
  const { total, adapters: versions, groups } = await measured()
  expect(total.n).toBe(before + 6)
  await page.reload()
  await expect(rows.filter({ hasText: 'All requests' })).toContainText(String(total.n))
  const group = groups.find(({ n }) => n >= 6)
  const row = rows.filter({ hasText: group?.intent ?? '' }).first()
  await expect(row).toContainText('0.0 [0.0, 39.0]')
  await expect(row).toContainText('ms')
  await page.getByRole('button', { name: 'All kept runs' }).click()
  await page.getByRole('option', { name: 'Last 24 hours' }).click()
  await expect(row).toContainText('n = 6')
  await page.getByRole('button', { name: 'All pipelines' }).click()
  await page.getByRole('option', { name: '客服台' }).click()
  await expect(page.getByText('Nothing measured yet')).toBeVisible()

  await page.goto(`${signalbox.address}/#/build/support-desk`)
  const card = page.locator('[data-card="bank"]')
  const lines = page.getByTestId('bank-figures')
  await expect(lines).toContainText(`all adaptersn = ${total.n}`)
  for (const { adapter, n } of versions)
    await expect(lines).toContainText(
      `${adapter === null ? 'without adapter' : `${adapter.slice(0, adapter.indexOf('@') + 5)}…`}n = ${n}`,
    )
  await card.click()
  const table = page
    .getByRole('region', { name: 'Measured while it served' })
    .getByRole('table', { name: 'Measured while they served' })
  for (const title of ['n', 'p50', 'p95', 'p99', 'TTFT p50 / p95', 'Abstained', 'EM', 'F1'])
    await expect(table.getByRole('columnheader', { name: title, exact: true })).toBeVisible()
  const own = table
    .getByRole('row')
    .filter({ hasText: group?.intent ?? '' })
    .first()
  await expect(own).toContainText('0.0 [0.0, 39.0]')
  // The keyboard alone brings what is out of sight.
  const scrolled = table.locator('..')
  await scrolled.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => scrolled.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0)
})

test('a training that died with the server says so and how to go on', async ({
  page,
  request,
  signalbox,
}) => {
  const reply = await request.post(`${signalbox.address}/api/banks/support-desk/train`, {
    data: { name: 'lost', index: 'support-desk', epochs: 200, rank: 64 },
  })
  expect(reply.status()).toBe(202)
  await signalbox.kill()
  await signalbox.restart()
  await page.goto(`${signalbox.address}/#/adapters/support-desk/train`)
  const notice = page.getByText('broke off when the server ended')
  await expect(notice).toBeVisible()
  await expect(notice).toContainText('Start it again.')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(notice).toBeHidden()
})

test('the page has no fault of accessibility', async ({ page, signalbox }) => {
  await page.goto(`${signalbox.address}/#/adapters/support-desk`)
  for (const tab of ['Adapters and aliases', 'Routes', 'Measured', 'Labelled questions', 'Train']) {
    await page.getByRole('tab', { name: tab }).click()
    await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible()
    await expectAccessible(page)
  }
})

test('speaks Chinese', async ({ page, signalbox }) => {
  await setLook(page, { theme: 'dark', locale: 'zh-CN' })
  await page.goto(`${signalbox.address}/#/adapters/support-desk`)
  await expect(page.getByRole('heading', { name: '适配器', exact: true }).first()).toBeVisible()
  await page.getByRole('tab', { name: '实测' }).click()
  await expect(page.getByRole('columnheader', { name: '弃答率' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('tab', { name: '训练' }).click()
  await expect(page.getByLabel('适配器名称')).toBeVisible()
})
