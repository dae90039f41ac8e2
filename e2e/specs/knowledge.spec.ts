import type { APIRequestContext } from '@playwright/test'
import { ask } from '../fixtures/ask.ts'
import { cardOf } from '../fixtures/canvas.ts'
import { dropFile, expectAccessible, setLook } from '../fixtures/page-look.ts'
import { ask as askInChat, expectStatus, openDrawer, openPipeline } from '../fixtures/runs.ts'
import { expect, test } from '../fixtures/signalbox.ts'

const question = 'Refund on an Advance ticket?'

test('changing an article changes the answer, once the index is built', async ({
  page,
  request,
  signalbox,
}) => {
  expect((await ask(request, signalbox.address, question)).outputs.answer.text).toContain('60%')
  await page.goto(`${signalbox.address}/#/knowledge/support-desk/refund-advance-ticket`)
  const text = page.getByLabel('Text in Markdown')
  await text.fill((await text.inputValue()).replace('60% of what you paid', '85% of what you paid'))
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('The index is stale: 1 change since the last build.')).toBeVisible()
  // Until the build, answers come from the generation before.
  expect((await ask(request, signalbox.address, question)).outputs.answer.text).toContain('60%')
  await page.getByRole('button', { name: 'Build', exact: true }).click()
  await expect(page.getByText('Generation 2 stands: 64 articles')).toBeVisible()
  await expect(page.getByText('The index is stale')).toBeHidden()
  const { text: answer } = (await ask(request, signalbox.address, question)).outputs.answer
  expect(answer).toContain('85%')
  expect(answer).not.toContain('60%')
})

test('what is typed survives another article, another view and a reload, and is marked', async ({
  page,
  signalbox,
}) => {
  await page.goto(`${signalbox.address}/#/knowledge/support-desk/refund-group-booking`)
  const title = page.getByLabel('Title', { exact: true })
  const savedTitle = await title.inputValue()
  await title.fill('A half-written title')
  await page.getByRole('link', { name: /Refunds on Anytime tickets/ }).click()
  await expect(title).toHaveValue('Refunds on Anytime tickets')
  await expect(page.getByRole('link', { name: `${savedTitle} Unsaved` })).toBeVisible()
  await page.getByRole('link', { name: 'Routing', exact: true }).click()
  await page.reload()
  await page.goto(`${signalbox.address}/#/knowledge/support-desk/refund-group-booking`)
  await expect(title).toHaveValue('A half-written title')
  await page.getByRole('button', { name: 'Discard changes' }).click()
  await expect(title).toHaveValue(savedTitle)
  await expect(page.getByText('Unsaved')).toHaveCount(0)
})

test('an article is written, found by the search, removed, and brought back', async ({ page, signalbox }) => {
  await page.goto(`${signalbox.address}/#/knowledge/support-desk`)
  await page.getByRole('button', { name: 'New article' }).click()
  await page.getByLabel('Title', { exact: true }).fill('Hedgehogs on the line')
  await expect(page.getByLabel('Id', { exact: true })).toHaveValue('hedgehogs-on-the-line')
  await page.getByLabel('Text in Markdown').fill('Hedgehogs travel free in a box with holes.')
  await page.keyboard.press('Control+s')
  await expect(page).toHaveURL(/knowledge\/support-desk\/hedgehogs-on-the-line$/)
  await page.getByLabel('Search articles').fill('hedgehog')
  await expect(page.getByText('1 of 65')).toBeVisible()
  // Whoever would remove it is told what fails without it, and may think again.
  await page.getByRole('button', { name: 'Remove Support desk' }).click()
  const removal = page.getByRole('dialog', { name: 'Remove Support desk' })
  await expect(removal.getByRole('link').first()).toBeVisible()
  await expect(removal).toContainText(/pipelines? uses? it and will fail/)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Build', exact: true }).click()
  await expect(page.getByText(/Generation \d+ stands: 65 articles/)).toBeVisible()
  await page.getByRole('tab', { name: 'Try a search' }).click()
  await page.getByLabel('Question or words').fill('does a hedgehog need a ticket')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  const first = page.getByRole('article').first()
  await expect(first.getByRole('link')).toHaveText('Hedgehogs on the line')
  await expect(first.locator('mark').first()).toHaveText('Hedgehogs')
  await first.getByRole('link').click()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByText('No article contains "hedgehog"')).toBeVisible()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue('Hedgehogs on the line')
  await expect(page.getByText('1 of 65')).toBeVisible()
})

test('an import names every fault by file and line and writes nothing; a sound file comes in', async ({
  page,
  request,
  empty,
}) => {
  await page.goto(`${empty.address}/#/knowledge`)
  await page.getByRole('button', { name: 'New index' }).click()
  await page.getByLabel('Name').fill('Imports')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByText('No articles yet')).toBeVisible()
  await dropFile(
    page,
    'section[aria-label="Articles"] > div:nth-child(2)',
    'articles.jsonl',
    '{"id":"a","title":"A","text":"Fine."}\n{"id":"b","title":"B"}\nnot json\n',
  )
  await expect(page.getByText('Nothing was imported. There are 2 things to correct:')).toBeVisible()
  await expect(page.getByText(/articles\.jsonl, line 2, field "text"/)).toBeVisible()
  await expect(page.getByText(/articles\.jsonl, line 3 is not valid JSON/)).toBeVisible()
  const choose = async (name: string, content: string | Buffer) => {
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Choose files' }).click()
    await (await chooser).setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })
  }
  await choose('broken.txt', Buffer.from([0x48, 0x69, 0xff, 0x21]))
  await expect(page.getByText('broken.txt is not valid UTF-8 at byte 2.')).toBeVisible()
  await choose('table.docx', 'x')
  await expect(page.getByText('"table.docx" is of a kind that is not read here.')).toBeVisible()
  await choose('twice.csv', 'id,title,text\na,A,one\na,A,two\n')
  await expect(page.getByText('twice.csv, line 3: "a" stands already at twice.csv:2.')).toBeVisible()
  const listed = await request.get(`${empty.address}/api/indexes/imports/articles`)
  expect(((await listed.json()) as { total: number }).total).toBe(0)
  await choose('good.csv', 'id,title,text\na,A,"one, two"\nb,B,three\n')
  await expect(page.getByText('2 new, 0 replacing an article with the same id.')).toBeVisible()
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await expect(page.getByText('2 of 2')).toBeVisible()
  await expect(page.getByText('Searches and answers begin with the first build.')).toBeVisible()
})

/** An index that takes far longer to build than a test does to look at it, and a pipeline that searches it. */
async function createGrowing(request: APIRequestContext, address: string): Promise<void> {
  const word = (n: number) => `w${((n * 7919) % 20_011).toString(36)}`
  const items = Array.from({ length: 5_000 }, (_, i) => ({
    id: `a${i}`,
    title: `Article ${i}`,
    text: Array.from({ length: 160 }, (_text, k) => word(i * 31 + k * k)).join(' '),
  }))
  const node = (id: string, type: string, x: number, part: object = {}) => ({
    id,
    type,
    version: 1,
    config: {},
    position: { x, y: 0 },
    ...part,
  })
  const wire = (id: string, from: object, to: object) => ({ id, from, to })
  const document = {
    format: 'signalbox/pipeline',
    version: 1,
    id: 'growing',
    name: 'Growing',
    description: '',
    nodes: [
      node('ask', 'input', 0),
      node('find', 'bm25-retriever', 340, { name: 'Find', config: { index: 'growing' } }),
      node('answer', 'output', 680),
    ],
    edges: [
      wire('a', { node: 'ask', port: 'question' }, { node: 'find', port: 'query' }),
      wire('b', { node: 'find', port: 'documents' }, { node: 'answer', port: 'value' }),
    ],
    notes: [],
    groups: [],
  }
  for (const reply of [
    await request.post(`${address}/api/indexes`, { data: { id: 'growing', name: 'Growing' } }),
    await request.put(`${address}/api/indexes/growing/articles`, { data: { items } }),
    await request.post(`${address}/api/pipelines`, { data: document }),
  ])
    expect(reply.ok()).toBe(true)
}

test('the first build of an index shows on the card that uses it, and runs wait for it there', async ({
  page,
  request,
  empty,
}) => {
  await createGrowing(request, empty.address)
  await openPipeline(page, empty.address, 'growing')
  const drawer = await openDrawer(page)
  const card = cardOf(page, 'find')
  const bar = page.getByRole('progressbar', { name: 'Progress of "Find"' })
  const missing = 'Index "growing" has not been built.'
  await expect(card).toContainText(missing)
  await expect(bar).toHaveCount(0)

  const started = await request.post(`${empty.address}/api/indexes/growing/build`)
  const { id: job } = (await started.json()) as { id: string }
  const share = /^Building the index: \d+\s%$/
  await expect(bar).toHaveAttribute('aria-valuetext', share)
  await expect(bar).toContainText(share)
  await expect(card).not.toContainText(missing)
  // Those who do not see the card hear it, also without a run.
  await expect(page.getByRole('status').filter({ hasText: /^Find: Building the index/ })).toBeAttached()

  const stopped = await askInChat(page, 'What grows?')
  await expect(card).toHaveAttribute('data-state', 'running')
  await expect(page.getByRole('status').filter({ hasText: /^Find: Building the index/ })).toBeAttached()
  await expect(bar).toHaveCount(1)
  await drawer.getByRole('button', { name: 'Stop' }).click()
  await expectStatus(stopped, 'cancelled')
  // The build goes on for others.
  await expect(bar).toContainText(share)

  const waiting = await askInChat(page, 'What grows now?')
  await expect(card).toHaveAttribute('data-state', 'running')
  await request.post(`${empty.address}/api/jobs/${job}/cancel`, { data: {} })
  await expectStatus(waiting, 'failed')
  await expect(card.getByTestId('node-failure')).toContainText(`${missing} Build it under Knowledge.`)
  await expect(bar).toHaveCount(0)
})

test('an index that does not exist is said to be missing', async ({ page, signalbox }) => {
  await page.goto(`${signalbox.address}/#/knowledge/nowhere`)
  await expect(page.getByRole('heading', { name: '"nowhere" does not exist' })).toBeVisible()
})

test('the page has no fault of accessibility', async ({ page, signalbox }) => {
  await page.goto(`${signalbox.address}/#/knowledge/support-desk/refund-anytime-ticket`)
  await expect(page.getByLabel('Text in Markdown')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('tab', { name: 'Try a search' }).click()
  await page.getByLabel('Question or words').fill('refund')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('article').first()).toBeVisible()
  await expectAccessible(page)
})

test('speaks Chinese', async ({ page, signalbox }) => {
  await setLook(page, { theme: 'light', locale: 'zh-CN' })
  await page.goto(`${signalbox.address}/#/knowledge/support-desk/refund-anytime-ticket`)
  await expect(page.getByRole('heading', { name: '知识库' })).toBeVisible()
  await expect(page.getByLabel('正文（Markdown）')).toBeVisible()
  await page.getByRole('button', { name: '导入' }).click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: '选择文件' }).click()
  await (
    await chooser
  ).setFiles({ name: 'a.jsonl', mimeType: 'text/plain', buffer: Buffer.from('{"id":"x"}') })
  await expect(page.getByText('a.jsonl 第 1 行，字段“text”')).toBeVisible()
})
