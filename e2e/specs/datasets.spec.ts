import type { APIRequestContext, Page } from '@playwright/test'
import { dropFile, dropFiles, expectAccessible, setLook } from '../fixtures/page-look.ts'
import { expect, test } from '../fixtures/signalbox.ts'

const rowsArea = 'section[aria-label="Rows"] > div:nth-child(2)'
const csv = [
  'nr,Frage,answer,topic,lang',
  'q1,How much is a bike?,£5|five pounds,luggage,en',
  'q2,,nothing,luggage,en',
  'q3,Where do I go?,Platform 2,station_info,en',
  'q3,Where do I go now?,Platform 3,station_info,en',
  'q4,末班车几点？,23:10,timetable,zh',
  '',
].join('\n')

async function createDataset(page: Page, address: string, name: string): Promise<void> {
  await page.goto(`${address}/#/datasets`)
  await page.getByRole('button', { name: 'New dataset' }).first().click()
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByText('No rows yet')).toBeVisible()
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`${label}$`) }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

const rowsOf = async (request: APIRequestContext, address: string, id: string) => {
  const reply = await request.get(`${address}/api/datasets/${id}/rows`)
  return (
    (await reply.json()) as { items: { id: string; inputs: object; expected?: object; tags?: object }[] }
  ).items
}

test('a dropped CSV is mapped, its faults are named by line, and the valid rows come in', async ({
  page,
  request,
  empty,
}) => {
  await createDataset(page, empty.address, 'Imported')
  await dropFile(page, rowsArea, 'desk.csv', csv)
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('4 rows are ready, 1 line has a fault:')).toBeVisible()
  await expect(dialog.getByText('desk.csv, line 3: "Frage" is empty.')).toBeVisible()
  await expect(dialog.getByText('desk.csv, line 5: "q3" stands already at desk.csv:4.')).toHaveCount(0)
  // The number of a row is not taken for its id before somebody says so.
  await choose(page, 'nr is', 'the id')
  await expect(dialog.getByText('desk.csv, line 5: "q3" stands already at desk.csv:4.')).toBeVisible()
  await choose(page, 'topic is', 'the intent')
  await choose(page, 'Frage is', 'not used')
  await expect(dialog.getByText('No column of "desk.csv" is taken as an input field.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: /^Import .*\d/ })).toHaveCount(0)
  await choose(page, 'Frage is', 'the question')
  expect(await rowsOf(request, empty.address, 'imported')).toEqual([])
  await dialog.getByRole('button', { name: 'Import the 3 valid rows' }).click()
  await expect(page.getByText('3 of 3')).toBeVisible()
  const facts = page.getByLabel('What it holds')
  await expect(facts).toContainText(
    /Rows3With answers3With intent3With documents0English2Chinese1Version[0-9a-f]{12}/,
  )
  expect(await rowsOf(request, empty.address, 'imported')).toEqual([
    {
      id: 'q1',
      inputs: { question: 'How much is a bike?' },
      expected: { answers: ['£5', 'five pounds'], intent: 'luggage' },
      tags: { lang: 'en' },
    },
    {
      id: 'q3',
      inputs: { question: 'Where do I go?' },
      expected: { answers: ['Platform 2'], intent: 'station_info' },
      tags: { lang: 'en' },
    },
    {
      id: 'q4',
      inputs: { question: '末班车几点？' },
      expected: { answers: ['23:10'], intent: 'timetable' },
      tags: { lang: 'zh' },
    },
  ])
})

test('files that cannot be read say why, and leave everything as it was', async ({
  page,
  request,
  empty,
}) => {
  await createDataset(page, empty.address, 'Untouched')
  await dropFile(page, rowsArea, 'empty.jsonl', '\n')
  await expect(page.getByText('"empty.jsonl" holds no rows.')).toBeVisible()
  const chooseFile = async (name: string, content: string | Buffer) => {
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Choose files' }).click()
    const buffer = typeof content === 'string' ? Buffer.from(content) : content
    await (await chooser).setFiles({ name, mimeType: 'text/plain', buffer })
  }
  await chooseFile('latin.csv', Buffer.from('question\nCaf\xe9\n', 'latin1'))
  await expect(page.getByText(/latin\.csv is not valid UTF-8 at byte \d+/)).toBeVisible()
  await chooseFile('squad.json', '{"data": 7}')
  await expect(page.getByText('"squad.json:1" is not SQuAD JSON at /data')).toBeVisible()
  await chooseFile('large.jsonl', `${JSON.stringify({ question: 'x'.repeat(1_000_000) })}\n`)
  await expect(
    page.getByText(/large\.jsonl, line 1: the row takes [\d,]+ bytes; up to [\d,]+ are taken\./),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: 'Import the 0 valid rows' })).toBeDisabled()
  await page.keyboard.press('Escape')
  expect(await rowsOf(request, empty.address, 'untouched')).toEqual([])
})

test('a dropped SQuAD file and the parts of a BEIR collection come in and are browsed', async ({
  page,
  request,
  empty,
}) => {
  await createDataset(page, empty.address, 'Squad')
  const squad = {
    version: '1.1',
    data: [
      {
        title: 'Lighthouses',
        paragraphs: [
          {
            context: 'Ada lit the lamp at dusk.',
            qas: [
              { id: 's1', question: 'Who lit the lamp?', answers: [{ text: 'Ada', answer_start: 0 }] },
              { id: 's2', question: 'Who put it out?', answers: [], is_impossible: true },
            ],
          },
        ],
      },
    ],
  }
  const dialog = page.getByRole('dialog')
  await dropFile(page, rowsArea, 'dev.json', JSON.stringify(squad))
  await dialog.getByRole('button', { name: 'Import 2 rows' }).click()
  await expect(page.getByText('2 of 2')).toBeVisible()
  await expect(page.getByRole('row', { name: /Who lit the lamp/ })).toContainText('Ada')
  await expect(page.getByRole('row', { name: /Who put it out/ })).toContainText('declining is right')

  const collection = {
    'queries.jsonl': '{"_id":"1","text":"one"}\n{"_id":"2","text":"two"}\n',
    'test.tsv': 'query-id\tcorpus-id\tscore\n1\ta\t1\n1\tb\t2\n',
  }
  await dropFiles(page, rowsArea, collection)
  await expect(page.getByText('1 row is ready to import.')).toBeVisible()
  await choose(page, 'Into', 'A new dataset')
  await page.getByLabel('Name of the new dataset').fill('Beir queries')
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await expect(page.getByText('1 of 1')).toBeVisible()
  await expect(page).toHaveURL(/#\/datasets\/beir-queries$/)
  const row = page.getByRole('row', { name: /^one/ })
  await expect(row).toContainText('b, a')
  expect(await rowsOf(request, empty.address, 'beir-queries')).toEqual([
    { id: '1', inputs: { question: 'one' }, expected: { documentIds: ['b', 'a'] } },
  ])
  await row.getByRole('button', { name: 'one', exact: true }).click()
  await expect(dialog.getByLabel('Documents')).toHaveValue('b\na')
})

test('rows are found, corrected, removed and brought back with the same version', async ({
  page,
  request,
  signalbox,
}) => {
  await page.goto(`${signalbox.address}/#/datasets/support-desk`)
  const version = page.getByLabel('What it holds').locator('code')
  const before = await version.textContent()
  await page.getByLabel('Search rows').fill('refund by PHONE')
  const row = page.getByRole('row', { name: /refund by phone/ })
  await expect(row).toBeVisible()
  await expect(page.getByText(/^1 of 327$/)).toBeVisible()
  await row.getByRole('button', { name: /^Remove/ }).click()
  await expect(row).toHaveCount(0)
  await expect(version).not.toHaveText(before ?? '')
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(row).toBeVisible()
  await expect(version).toHaveText(before ?? '')

  await row.getByRole('button', { name: /^refund by phone/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Expected answers').fill('£4.50\n£4.50 phone fee\nfour pounds fifty')
  await dialog.getByLabel('Tags').fill('split')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog.getByText('Write "split" as name=value.')).toBeVisible()
  await dialog.getByLabel('Tags').fill('split=test\nchannel=phone')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(row).toContainText('four pounds fifty')
  await expect(row).toContainText('channel=phone')
  await expect(version).not.toHaveText(before ?? '')

  await page.getByLabel('Search rows').clear()
  const counted = await request.get(`${signalbox.address}/api/datasets/support-desk/intents`)
  const { luggage = 0 } = ((await counted.json()) as { intents: Record<string, number> }).intents
  await choose(page, 'Intent', `luggage (${luggage})`)
  await expect(page.getByText(`${luggage} of 327`)).toBeVisible()
  await page.getByRole('button', { name: 'Remove these rows' }).click()
  await expect(page.getByText(`${luggage} rows were removed.`)).toBeVisible()
  await expect(page.getByLabel('What it holds')).toContainText(`Rows${327 - luggage}`)
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect(page.getByLabel('What it holds')).toContainText('Rows327')
})

test('a row is added with the keyboard alone; the arrow keys go from row to row', async ({ page, empty }) => {
  await createDataset(page, empty.address, 'By hand')
  const add = page.getByRole('button', { name: 'Add a row' }).first()
  for (const question of ['What is it?', 'Where is it?']) {
    // A dialog that closes gives the focus back a moment later.
    const field = page.getByRole('textbox', { name: 'Input: question' })
    await expect(async () => {
      if (!(await field.isVisible())) await add.press('Enter')
      await expect(field).toBeFocused({ timeout: 3_000 })
    }).toPass()
    await page.keyboard.type(question)
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    await page.getByRole('option', { name: 'Declining: nothing answers it' }).press('Enter')
    await page.getByRole('button', { name: 'Save', exact: true }).press('Enter')
    await expect(page.getByRole('row', { name: question })).toContainText('declining is right')
  }
  await page.getByRole('button', { name: 'What is it?', exact: true }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('button', { name: 'Where is it?', exact: true })).toBeFocused()
})

test('a run becomes a row, with the answer that it should have given', async ({
  page,
  request,
  signalbox,
}) => {
  const question = 'How much does it cost to bring a bicycle?'
  const reply = await request.post(`${signalbox.address}/api/pipelines/support-desk/runs`, {
    data: { inputs: { question } },
  })
  const { runId } = (await reply.json()) as { runId: string }
  await page.goto(`${signalbox.address}/#/runs/${runId}`)
  await page.getByRole('button', { name: 'Add to dataset' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Expected answers')).not.toBeEmpty()
  await choose(page, 'Dataset', 'A new dataset')
  await dialog.getByLabel('Name of the new dataset').fill('From runs')
  await dialog.getByLabel('Expected answers').fill('£5')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  const row = page.getByRole('row', { name: /How much does it cost to bring a bicycle/ })
  await expect(row).toContainText('£5')
  await row.getByRole('button', { name: /^How much/ }).click()
  await expect(page.getByRole('link', { name: 'Open the run' })).toHaveAttribute('href', `#/runs/${runId}`)
  // What is kept of runs is limited: a row outlives the run that it was taken from.
  await page.route(`**/api/runs/${runId}`, (route) =>
    route.fulfill({
      status: 404,
      json: { error: { code: 'RUN_NOT_FOUND', params: { run: runId }, message: 'Run does not exist.' } },
    }),
  )
  await page.reload()
  await row.getByRole('button', { name: /^How much/ }).click()
  await expect(dialog.getByText('Taken from a run that is no longer kept.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Open the run' })).toHaveCount(0)
})

test('a dataset is renamed, removed, and brought back whole', async ({ page, request, empty }) => {
  await request.post(`${empty.address}/api/datasets`, { data: { id: 'moving', name: 'Moving' } })
  await request.put(`${empty.address}/api/datasets/moving/rows`, {
    data: { items: [{ id: 'a', inputs: { question: 'Still here?' } }] },
  })
  await page.goto(`${empty.address}/#/datasets/moving`)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Moved')
  await page.getByRole('textbox', { name: 'Description' }).fill('A test.')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('A test.')).toBeVisible()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Remove the dataset' }).click()
  await expect(page.getByText('Dataset "Moved" was removed.')).toBeVisible()
  expect((await request.get(`${empty.address}/api/datasets/moving`)).status()).toBe(404)
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(page.getByRole('row', { name: /Still here/ })).toBeVisible()
  await expect(page).toHaveURL(/#\/datasets\/moving$/)
})

test('a dataset of 30,000 rows shows the first at once and the others as they are scrolled to', async ({
  page,
  request,
  empty,
}) => {
  await request.post(`${empty.address}/api/datasets`, { data: { id: 'large', name: 'Large' } })
  for (let part = 0; part < 6; part += 1) {
    const items = Array.from({ length: 5_000 }, (_, i) => ({
      id: `r${part * 5_000 + i}`,
      inputs: { question: `Question number ${part * 5_000 + i}` },
    }))
    await request.put(`${empty.address}/api/datasets/large/rows`, {
      data: { items, import: { id: 'large', part, of: 6 } },
    })
  }
  await page.goto(`${empty.address}/#/datasets/large`)
  const table = page.getByRole('table', { name: 'Rows' })
  await expect(table).toHaveAttribute('aria-rowcount', '30001')
  await expect(page.getByText('Question number 0', { exact: true })).toBeVisible()
  expect(await table.getByRole('row').count()).toBeLessThan(100)
  await table.evaluate((element) => element.scrollTo(0, 190 * 34))
  await expect(page.getByText('Question number 200', { exact: true })).toBeAttached()
  await page.getByLabel('Search rows').fill('number 29999')
  await expect(page.getByText('1 of 30,000')).toBeVisible()
})

test('has no fault of accessibility, in Chinese, in both themes', async ({ page, signalbox }) => {
  await setLook(page, { theme: 'system', locale: 'zh-CN' })
  await page.goto(`${signalbox.address}/#/datasets/support-desk-zh`)
  const table = page.getByRole('table', { name: '行数' })
  await expect(table.getByRole('row').nth(1)).toBeVisible()
  await expectAccessible(page)
  await table.getByRole('row').nth(1).getByRole('button').first().click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await dropFile(page, rowsArea.replace('Rows', '行数'), 'desk.csv', csv)
  await expect(page.getByText('4 行可以导入')).toBeVisible()
  await expectAccessible(page)
})
