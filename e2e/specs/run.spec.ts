import { cardOf } from '../fixtures/canvas.ts'
import { expectAccessible } from '../fixtures/page-look.ts'
import {
  ask,
  createSlowPipeline,
  expectStatus,
  openDrawer,
  openPipeline,
  refundQuestion,
} from '../fixtures/runs.ts'
import { expect, test } from '../fixtures/signalbox.ts'

interface RunListReply {
  readonly items: readonly {
    readonly id: string
    readonly status: string
    readonly question: string
    readonly wallMs: number
  }[]
}

test.beforeEach(async ({ page }) => {
  page.on('pageerror', (error) => {
    throw error
  })
})

test('a question is answered with the route it took, in the chat and on the canvas', async ({
  page,
  signalbox,
}) => {
  await openPipeline(page, signalbox.address, 'support-desk')
  await openDrawer(page)
  const turn = await ask(page, 'I want to complain about a rude guard')
  await expectStatus(turn, 'succeeded')
  await expect(turn.getByTestId('answer-text')).not.toBeEmpty()
  await expect(turn.getByTestId('decision-chip')).toHaveText(
    /^complaint· [01]\.\d\d\(next: .+\)→ contacts@[0-9a-f]{4}…$/,
  )

  await turn.getByRole('button', { name: 'Why this way' }).click()
  await expect(turn.getByTestId('decision-sentence')).toHaveText(
    /read as complaint with confidence [01]\.\d\d, which reaches the 0\.\d\d asked for\. .* So it went to adapter contacts@[0-9a-f]{12}/,
  )

  for (const node of ['question', 'retriever', 'classifier', 'bank', 'answer']) {
    await expect(cardOf(page, node)).toHaveAttribute('data-state', 'finished')
    await expect(cardOf(page, node)).toContainText(/\d ms/)
  }
  await expect(page.locator('[data-edge="e6"]')).toHaveAttribute('data-taken', 'yes')
  await expect(page.locator('.react-flow__edgelabel-renderer').getByTestId('decision-chip')).toHaveText(
    /^complaint· [01]\.\d\d$/,
  )
})

test('the waterfall adds up to the wall time that is shown and stored', async ({
  page,
  request,
  signalbox,
}) => {
  await openPipeline(page, signalbox.address, 'support-desk')
  await openDrawer(page)
  const turn = await ask(page, refundQuestion)
  await expectStatus(turn, 'succeeded')
  await turn.getByRole('button', { name: /where the time went/ }).click()
  const sum = await page.getByTestId('waterfall-sum').innerText()
  const match =
    /^node ([\d.,]+) \+ queue ([\d.,]+) \+ load ([\d.,]+) \+ engine ([\d.,]+) = ([\d.,]+) ms$/.exec(sum)
  const [node = 0, queue = 0, load = 0, engine = 0, total = 0] = (match ?? [])
    .slice(1)
    .map((text) => Number(text.replaceAll(',', '')))
  expect(total).toBeGreaterThan(0)
  expect(Math.round((node + queue + load + engine) * 10)).toBe(Math.round(total * 10))
  const stored = (await (
    await request.get(`${signalbox.address}/api/runs?pipeline=support-desk&limit=1`)
  ).json()) as RunListReply
  expect(Math.abs(total - (stored.items[0]?.wallMs ?? 0))).toBeLessThanOrEqual(0.1)

  const table = page.getByRole('table', { name: 'Waterfall' })
  await expect(table.getByRole('row', { name: /^Engine overhead/ })).toBeVisible()
  await expect(table.getByRole('row', { name: /Name the intent/ })).toHaveAttribute('data-on-path', 'false')
  await table.getByRole('button', { name: 'Choose the adapter' }).click()
  await expect(cardOf(page, 'bank')).toHaveAttribute('data-selected', 'true')
})

test('a citation opens the passage with the quoted words marked', async ({ page, signalbox }) => {
  await openPipeline(page, signalbox.address, 'support-desk')
  await openDrawer(page)
  const turn = await ask(page, refundQuestion)
  await expectStatus(turn, 'succeeded')
  const answer = await turn.getByTestId('answer-text').innerText()
  await turn.getByRole('list', { name: 'Quoted from' }).getByRole('button').first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.locator('mark')).toHaveText(answer)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

test('a second question brings the conversation along, a page opened anew does not', async ({
  page,
  request,
  signalbox,
}) => {
  const at = (x: number) => ({ position: { x, y: 0 } })
  const wire = (id: string, from: string, port: string, to: string, into = port) => ({
    id,
    from: { node: from, port },
    to: { node: to, port: into },
  })
  const fields = [
    { name: 'question', role: 'question' },
    { name: 'history', type: 'messages', role: 'messages', isRequired: false },
  ]
  await request.post(`${signalbox.address}/api/pipelines`, {
    data: {
      format: 'signalbox/pipeline',
      version: 1,
      id: 'talk',
      name: 'Talk',
      description: '',
      nodes: [
        { id: 'in', type: 'input', version: 1, config: { fields }, ...at(0) },
        { id: 'say', type: 'template', version: 1, config: { template: 'Heard: {{ history }}' }, ...at(340) },
        { id: 'out', type: 'output', version: 1, config: {}, ...at(680) },
      ],
      edges: [wire('e1', 'in', 'history', 'say'), wire('e2', 'say', 'text', 'out', 'value')],
      notes: [],
      groups: [],
    },
  })
  await openPipeline(page, signalbox.address, 'talk')
  const first = await ask(page, 'May a bicycle come along?')
  await expectStatus(first, 'succeeded')
  const second = await ask(page, 'And on Sundays?')
  await expectStatus(second, 'succeeded')
  // Its question, and before it both sides of the first turn.
  await expect(second).toContainText('"content":"May a bicycle come along?"')
  await expect(second).toContainText('"role":"assistant"')
  await expect(second).toContainText('"content":"And on Sundays?"')
  await page.reload()
  const alone = await ask(page, 'And on Mondays?')
  await expectStatus(alone, 'succeeded')
  await expect(alone).toContainText('"content":"And on Mondays?"')
  await expect(alone).not.toContainText('bicycle')
})

test('declining is said in words', async ({ page, signalbox }) => {
  await openPipeline(page, signalbox.address, 'support-desk')
  await openDrawer(page)
  const turn = await ask(page, 'What colour is the moon?')
  await expectStatus(turn, 'succeeded')
  await expect(turn.getByText('Declined: no passage that was found supports an answer.')).toBeVisible()
})

test('values are drawn as what they are', async ({ page, signalbox }) => {
  await openPipeline(page, signalbox.address, 'support-desk')
  const drawer = await openDrawer(page)
  await expectStatus(await ask(page, refundQuestion), 'succeeded')
  await page.getByRole('tab', { name: 'Values' }).click()
  await drawer.getByRole('button', { name: 'Find passages' }).click()
  const first = drawer
    .getByRole('list', { name: /passages/ })
    .getByRole('listitem')
    .first()
  await expect(first.locator('dl')).toHaveText(/Score\s*\d\.\d\d\s*BM25\s*[\d.]+\s*Meaning\s*\d\.\d\d/)
  await expect(first.locator('mark').first()).toBeVisible()
  await drawer.getByRole('button', { name: 'Name the intent' }).click()
  await expect(drawer.getByRole('table', { name: 'Likeliest intents' }).getByRole('row')).toHaveCount(5)
  await expect(drawer.getByText(/^line: 0\.\d\d asked for · lead 0\.\d\d/)).toBeVisible()
})

test('a large value shows its beginning and is loaded when asked for', async ({
  page,
  request,
  signalbox,
}) => {
  const reply = await request.get(`${signalbox.address}/api/pipelines/support-desk`)
  const { document } = (await reply.json()) as {
    document: { nodes: { id: string; config: object }[] } & Record<string, unknown>
  }
  const nodes = document.nodes.map((node) =>
    node.id === 'retriever' ? { ...node, config: { ...node.config, limit: 100 } } : node,
  )
  await request.post(`${signalbox.address}/api/pipelines`, { data: { ...document, id: 'wide', nodes } })
  await openPipeline(page, signalbox.address, 'wide')
  const drawer = await openDrawer(page)
  await expectStatus(await ask(page, refundQuestion), 'succeeded')
  await page.getByRole('tab', { name: 'Values' }).click()
  await drawer.getByRole('button', { name: 'Find passages' }).click()
  await expect(drawer.getByRole('list', { name: /passages/ })).toHaveCount(0)
  await drawer.getByRole('button', { name: /^Load all of it \([\d.]+ kB\)$/ }).click()
  await expect(drawer.getByRole('list', { name: /passages/ })).toBeVisible()
})

test('a run is watched as it goes, and stops when told', async ({ page, request, signalbox }) => {
  await createSlowPipeline(request, signalbox.address, 'slow-stop')
  await openPipeline(page, signalbox.address, 'slow-stop')
  const drawer = await openDrawer(page)
  const turn = await ask(page, refundQuestion)
  await expectStatus(turn, 'running')
  await expect(turn.getByTestId('streaming-text')).not.toBeEmpty()
  await expect(cardOf(page, 'bank')).toHaveAttribute('data-state', 'finished')
  await expect(cardOf(page, 'stubborn-1')).toHaveAttribute('data-state', 'queued')
  await drawer.getByRole('button', { name: 'Stop' }).click()
  await expectStatus(turn, 'cancelled')
  await expect(turn.getByText('Stopped.')).toBeVisible()
  await expect(turn.getByRole('button', { name: 'Try again' })).toBeVisible()
  await expect(drawer.getByRole('button', { name: 'Run', exact: true })).toBeVisible()

  await page.getByRole('tab', { name: 'Waterfall' }).click()
  await expect(page.getByTestId('waterfall-sum')).toHaveText(/ = [\d.,]+ m?s$/)
  await expect
    .poll(async () => {
      const reply = await request.get(`${signalbox.address}/api/runs?pipeline=slow-stop`)
      return ((await reply.json()) as RunListReply).items[0]?.status
    })
    .toBe('cancelled')
})

test('an earlier run is opened from the history', async ({ page, signalbox }) => {
  await openPipeline(page, signalbox.address, 'support-desk')
  await openDrawer(page)
  await expectStatus(await ask(page, 'Can I bring a bicycle on the train?'), 'succeeded')
  await page.reload()
  await expect(cardOf(page, 'bank')).toHaveAttribute('data-state', 'idle')
  await openDrawer(page)
  await page.getByRole('tab', { name: 'History' }).click()
  await page
    .getByRole('button', { name: 'Open the run: Can I bring a bicycle on the train?' })
    .first()
    .click()
  await expect(cardOf(page, 'bank')).toHaveAttribute('data-state', 'finished')
  await expect(page.getByTestId('waterfall-sum')).toBeVisible()
})

test('a pipeline with faults says which and leads there instead of running', async ({
  page,
  request,
  signalbox,
}) => {
  const reply = await request.get(`${signalbox.address}/api/pipelines/support-desk`)
  const { document } = (await reply.json()) as {
    document: { edges: { id: string }[] } & Record<string, unknown>
  }
  await request.post(`${signalbox.address}/api/pipelines`, {
    data: { ...document, id: 'faulty', edges: document.edges.filter(({ id }) => id !== 'e5') },
  })
  await openPipeline(page, signalbox.address, 'faulty')
  const drawer = await openDrawer(page)
  await expect(drawer.getByText('1 fault keeps this pipeline from running:')).toBeVisible()
  await page.getByPlaceholder('Ask a question').fill('Anyone?')
  await page.getByPlaceholder('Ask a question').press('Enter')
  await expect(page.getByRole('article')).toHaveCount(0)
  await expect(page.getByPlaceholder('Ask a question')).toHaveValue('Anyone?')
  await drawer.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(cardOf(page, 'bank')).toHaveAttribute('data-selected', 'true')
})

test('the form asks for what the input node declares', async ({ page, request, signalbox }) => {
  const position = { x: 0, y: 0 }
  await request.post(`${signalbox.address}/api/pipelines`, {
    data: {
      format: 'signalbox/pipeline',
      version: 1,
      id: 'form-desk',
      name: 'Form',
      description: '',
      nodes: [
        {
          id: 'input',
          type: 'input',
          version: 1,
          config: {
            fields: [
              { name: 'city', title: 'City' },
              { name: 'seats', title: 'Seats', type: 'number', default: 2 },
              { name: 'extra', title: 'Extra', type: 'json', isRequired: false },
            ],
          },
          position,
        },
        {
          id: 'template',
          type: 'template',
          version: 1,
          config: { template: '{{seats}} to {{city}} with {{extra.meal}}' },
          position: { x: 340, y: 0 },
        },
        { id: 'output', type: 'output', version: 1, config: {}, position: { x: 680, y: 0 } },
      ],
      edges: [
        ...['city', 'seats', 'extra'].map((name) => ({
          id: name,
          from: { node: 'input', port: name },
          to: { node: 'template', port: name },
        })),
        { id: 'out', from: { node: 'template', port: 'text' }, to: { node: 'output', port: 'value' } },
      ],
      notes: [],
      groups: [],
    },
  })
  await request.post(`${signalbox.address}/api/datasets`, { data: { id: 'trips', name: 'Trips' } })
  const trips = [
    { id: 't1', inputs: { city: 'Southmere', seats: 7, extra: { meal: 'tea' }, note: 'left out' } },
    { id: 't2', inputs: { ville: 'Estmere' } },
    ...Array.from({ length: 60 }, (_, at) => ({ id: `more-${at}`, inputs: { city: `Place ${at}` } })),
  ]
  await request.put(`${signalbox.address}/api/datasets/trips/rows`, { data: { items: trips } })
  await openPipeline(page, signalbox.address, 'form-desk')
  const drawer = await openDrawer(page)
  await page.getByRole('tab', { name: 'Form' }).click()
  await drawer.getByLabel('City').fill('Northmere')

  // A row of a dataset fills the form, and replaces what was typed.
  await drawer.getByRole('button', { name: 'Take from a dataset' }).click()
  const dialog = page.getByRole('dialog', { name: 'Take from a dataset' })
  await dialog.getByRole('button', { name: /Dataset$/ }).click()
  await page.getByRole('option', { name: /^Trips/ }).click()
  await expect(dialog.getByText('50 of 62 rows are shown. Search to find others.')).toBeVisible()
  await dialog.getByRole('searchbox', { name: 'Search the rows' }).fill('mere')
  await expect(dialog.getByRole('option')).toHaveCount(2)
  await dialog.getByRole('option', { name: /Estmere/ }).click()
  await expect(
    dialog.getByText('Row t2 gives ville; this pipeline asks for city, seats, extra.'),
  ).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('option', { name: 'Southmere' }).click()
  await expect(dialog).toBeHidden()
  await expect(drawer.getByLabel('City')).toHaveValue('Southmere')
  await expect(drawer.getByRole('textbox', { name: 'Seats' })).toHaveValue('7')
  await expect(drawer.getByLabel('Extra (optional)')).toHaveValue(/"meal": "tea"/)
  await drawer.getByLabel('City').fill('Northmere')
  await drawer.getByRole('textbox', { name: 'Seats' }).fill('2')
  await expect(drawer.getByRole('textbox', { name: 'Seats' })).toHaveValue('2')
  await drawer.getByLabel('Extra (optional)').fill('{ "meal": ')
  await expect(drawer.getByText('This is not JSON yet.')).toBeVisible()
  await drawer.getByLabel('Extra (optional)').fill('{ "meal": "soup" }')
  await drawer.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('tab', { name: 'Chat' }).click()
  await expect(page.getByRole('article').getByText('2 to Northmere with soup')).toBeVisible()
})

test('an opinion about an answer is kept with its run', async ({ page, signalbox }) => {
  await openPipeline(page, signalbox.address, 'support-desk')
  await openDrawer(page)
  const turn = await ask(page, refundQuestion)
  await expectStatus(turn, 'succeeded')
  const kept = page.waitForResponse((reply) => reply.url().endsWith('/feedback'))
  await turn.getByRole('button', { name: 'Bad answer' }).click()
  expect((await kept).status()).toBeLessThan(300)
  const corrected = page.waitForResponse((reply) => reply.url().endsWith('/feedback'))
  await turn.getByLabel('What should it have said?').fill('By the form on the website')
  await turn.getByRole('button', { name: 'Keep' }).click()
  expect((await corrected).request().postDataJSON()).toEqual({ label: 'By the form on the website' })
  await expect(turn.getByText('Kept with the run')).toBeVisible()
})

test('the run panels are free of known access faults', async ({ page, signalbox }) => {
  await openPipeline(page, signalbox.address, 'support-desk')
  const drawer = await openDrawer(page)
  const turn = await ask(page, refundQuestion)
  await expectStatus(turn, 'succeeded')
  await turn.getByRole('button', { name: 'Why this way' }).click()
  for (const tab of ['Chat', 'Form', 'Waterfall', 'Values', 'History']) {
    await drawer.getByRole('tab', { name: tab }).click()
    await expect(drawer.getByRole('tabpanel')).toBeVisible()
    await expectAccessible(page, tab)
  }
})

test('everything is said in Chinese too', async ({ page, signalbox }) => {
  await page.addInitScript(() => localStorage.setItem('signalbox.locale', 'zh-CN'))
  await openPipeline(page, signalbox.address, 'support-desk')
  await openDrawer(page, '运行面板')
  const turn = await ask(page, 'I want to complain about a rude guard', '输入问题')
  await expectStatus(turn, 'succeeded')
  await turn.getByRole('button', { name: '为什么走这条路' }).click()
  await expect(turn.getByTestId('decision-sentence')).toHaveText(
    /请求被判为“complaint”，置信度 [01]\.\d\d，达到要求的 0\.\d\d。/,
  )
  await page.getByRole('tab', { name: '瀑布图' }).click()
  await expect(page.getByTestId('waterfall-sum')).toHaveText(
    /^节点 [\d.,]+ \+ 排队 [\d.,]+ \+ 加载 [\d.,]+ \+ 引擎 [\d.,]+ = [\d.,]+ ms$/,
  )
})
