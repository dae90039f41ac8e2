import type { APIRequestContext, Locator } from '@playwright/test'
import { cardOf } from '../fixtures/canvas.ts'
import { expectAccessible } from '../fixtures/page-look.ts'
import { ask, expectStatus, openDrawer, openPipeline, refundQuestion } from '../fixtures/runs.ts'
import { expect, test } from '../fixtures/signalbox.ts'

const node = (id: string, type: string, x: number, y: number, config: object = {}) => ({
  id,
  type,
  version: 1,
  config,
  position: { x, y },
})
const wire = (text: string) => {
  const [from = '', to = ''] = text.split('>')
  const end = (part: string) => ({ node: part.split('.')[0], port: part.split('.')[1] })
  return { id: text.replaceAll(/[^a-z]/g, '-'), from: end(from), to: end(to) }
}
const draw = (id: string, name: string, nodes: object[], wires: string[]) => ({
  format: 'signalbox/pipeline',
  version: 1,
  id,
  name,
  description: '',
  nodes,
  edges: wires.map(wire),
  notes: [],
  groups: [],
})

/** Passages are found, listed one by one in a pipeline of their own, and read in another, where nothing is asked. */
async function createNested(request: APIRequestContext, address: string, id: string): Promise<void> {
  const listing = draw(
    'listing',
    'Listing',
    [
      node('in', 'input', 0, 0, { fields: [{ name: 'item', type: 'json' }] }),
      node('line', 'template', 340, 0, { template: '{{ passage.title }}' }),
      node('out', 'output', 680, 0),
    ],
    ['in.item>line.passage', 'line.text>out.value'],
  )
  const reading = draw(
    'reading',
    'Reading',
    [
      node('in', 'input', 0, 0, { fields: [{ name: 'documents', type: 'documents' }] }),
      node('query', 'template', 340, 120, { template: ' ' }),
      { ...node('read', 'reader', 680, 0), name: 'Read closely' },
      node('out', 'output', 1020, 0),
    ],
    ['in.documents>read.documents', 'query.text>read.question', 'read.answer>out.value'],
  )
  const reply = await request.post(`${address}/api/pipelines`, {
    data: draw(
      id,
      'Nested',
      [
        node('ask', 'input', 0, 0),
        node('find', 'bm25-retriever', 340, 0, { index: 'support-desk' }),
        node('each', 'map', 680, 200, { pipeline: { inline: listing } }),
        { ...node('desk', 'sub-pipeline', 680, 0, { pipeline: { inline: reading } }), name: 'Reading desk' },
        node('answer', 'output', 1020, 0),
        node('titles', 'output', 1020, 200, { name: 'titles' }),
      ],
      [
        'ask.question>find.query',
        'find.documents>each.items',
        'find.documents>desk.documents',
        'desk.answer>answer.value',
        'each.results>titles.value',
      ],
    ),
  })
  expect(reply.status()).toBe(201)
}

/** Passages are listed one by one, with an object that is not there asked three times for each: without work, some 0.3 s. */
async function createSlowList(request: APIRequestContext, address: string, id: string): Promise<void> {
  const wait = {
    ...node('wait', 'runnable', 340, 0, { resource: 'absent' }),
    name: 'Wait a while',
    policy: {
      retry: { attempts: 3, on: ['RESOURCE_NOT_REGISTERED'] },
      onError: 'value',
      value: { output: 1 },
    },
  }
  const item = draw(
    'item',
    'Item',
    [
      node('in', 'input', 0, 0, { fields: [{ name: 'item', type: 'json' }] }),
      wait,
      node('out', 'output', 680, 0),
    ],
    ['in.item>wait.input', 'wait.output>out.value'],
  )
  await request.post(`${address}/api/pipelines`, { data: item })
  const saved = await request.post(`${address}/api/pipelines/item/revisions`, { data: {} })
  const { hash: revision } = (await saved.json()) as { hash: string }
  const each = node('each', 'map', 680, 0, { pipeline: { id: 'item', revision }, atOnce: 1 })
  const reply = await request.post(`${address}/api/pipelines`, {
    data: draw(
      id,
      'Slow list',
      [
        node('ask', 'input', 0, 0),
        node('find', 'bm25-retriever', 340, 0, { index: 'support-desk' }),
        { ...each, name: 'Each passage' },
        node('answer', 'output', 1020, 0),
      ],
      ['ask.question>find.query', 'find.documents>each.items', 'each.results>answer.value'],
    ),
  })
  expect(reply.status()).toBe(201)
}

test.beforeEach(async ({ page }) => {
  page.on('pageerror', (error) => {
    throw error
  })
})

test('inside a sub-pipeline a run shows its states, failure and values; what failed is held, tried again and replayed', async ({
  page,
  request,
  signalbox,
}) => {
  await createNested(request, signalbox.address, 'nested')
  await openPipeline(page, signalbox.address, 'nested')
  const drawer = await openDrawer(page)
  const turn = await ask(page, refundQuestion)
  await expectStatus(turn, 'failed')
  await expect(turn).toContainText('In "Reading desk › Read closely"')
  const outside = cardOf(page, 'desk').getByTestId('node-failure')
  await expect(outside).toContainText('In "Read closely"')
  await outside.getByRole('button', { name: 'Show where' }).press('Enter')
  await expect(cardOf(page, 'read')).toHaveAttribute('data-state', 'failed')
  await expect(cardOf(page, 'query')).toHaveAttribute('data-state', 'finished')
  await expect(cardOf(page, 'out')).toHaveAttribute('data-state', 'skipped')

  await cardOf(page, 'query').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+P')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('How do I claim a refund?')
  await dialog.getByRole('button', { name: 'Pin these values' }).press('Enter')
  await expect(cardOf(page, 'query').getByTestId('pin-mark')).toBeVisible()
  await cardOf(page, 'read').getByRole('button', { name: 'Run again from here' }).press('Enter')
  await expect(cardOf(page, 'read')).toHaveAttribute('data-state', 'finished')
  await expect(cardOf(page, 'query')).toContainText('pinned')
  await expect(cardOf(page, 'in')).toContainText('reused')
  await expect(cardOf(page, 'read')).not.toContainText('reused')

  await drawer.getByRole('tab', { name: 'Values' }).click()
  await cardOf(page, 'read').focus()
  await page.keyboard.press('Space')
  const values = drawer.getByRole('region', { name: 'Reading desk › Read closely' })
  await expect(values.getByTestId('input-origin').filter({ hasText: 'held at' })).toBeVisible()
  await page.keyboard.press('Alt+Enter')
  await expect(cardOf(page, 'out')).toHaveAttribute('data-state', 'skipped')

  await drawer.getByRole('tab', { name: 'Waterfall' }).click()
  await drawer.getByRole('button', { name: 'Replay' }).press('Enter')
  await expect(cardOf(page, 'read')).toHaveAttribute('data-state', 'idle')
  await drawer.getByRole('slider', { name: 'Step' }).press('End')
  await expect(cardOf(page, 'read')).toHaveAttribute('data-state', 'finished')
  await expectAccessible(page)
})

test('the waterfall unfolds into the items of a list, and each is looked at inside', async ({
  page,
  request,
  signalbox,
}) => {
  await createNested(request, signalbox.address, 'listed')
  await openPipeline(page, signalbox.address, 'listed')
  const drawer = await openDrawer(page)
  await expectStatus(await ask(page, refundQuestion), 'failed')
  await drawer.getByRole('tab', { name: 'Waterfall' }).click()
  const table = drawer.getByRole('table', { name: 'Waterfall' })
  await table.getByRole('button', { name: 'What is inside Map', exact: true }).press('Enter')
  await table.getByRole('button', { name: 'What is inside Map #2', exact: true }).press('Enter')
  const line = table.locator('[data-node="each#1/line"]')
  await expect(line).toHaveAttribute('data-depth', '2')
  await expectAccessible(page)
  await line.getByRole('button', { name: 'Template' }).press('Enter')
  await expect(cardOf(page, 'line')).toHaveAttribute('data-selected', 'true')
  const items = page.getByRole('group', { name: 'Item of the list' })
  await expect(items).toContainText('Item 2: ')
  await items.getByRole('button', { name: 'Item after' }).press('Enter')
  await expect(items).toContainText('Item 3: ')
  await expect(cardOf(page, 'line')).toHaveAttribute('data-state', 'finished')

  // Five items: enough to say something.
  await cardOf(page, 'line').focus()
  await page.keyboard.press('h')
  await expect(cardOf(page, 'line')).toContainText('p50')
  const heat = await request.get(`${signalbox.address}/api/pipelines/listed/heat-map`)
  expect(await heat.json()).toMatchObject({
    nodes: expect.arrayContaining([expect.objectContaining({ node: 'desk/read' })]),
  })

  // While a list is worked through, its node says how far it is, to those who see it and to those who hear it.
  await createSlowList(request, signalbox.address, 'slow-list')
  await openPipeline(page, signalbox.address, 'slow-list')
  await openDrawer(page)
  // Both are there for a moment only: looked for in every frame from before the run begins.
  const shown = page.waitForFunction(() => {
    const bar = document.querySelector('[role="progressbar"][aria-label="Progress of \\"Each passage\\""]')
    return bar && [bar.ariaValueText, bar.ariaValueNow, bar.textContent]
  })
  const heard = page.waitForFunction(() =>
    [...document.querySelectorAll('[role="status"]')].some(({ textContent }) =>
      /^Each passage: \d of \d items\.$/.test(textContent),
    ),
  )
  const slow = await ask(page, refundQuestion)
  const progressText = expect.stringMatching(/^\d of \d items$/)
  expect(await (await shown).jsonValue()).toEqual([
    progressText,
    expect.stringMatching(/^\d+$/),
    progressText,
  ])
  await heard
  await expectStatus(slow, 'succeeded')
  await expect(page.getByRole('progressbar', { name: 'Progress of "Each passage"' })).toHaveCount(0)
  // Nodes of a stored pipeline have the names that they have there, in the editor and on the page of the run.
  const unfold = async (where: Locator) => {
    await where.getByRole('tab', { name: 'Waterfall' }).click()
    await where.getByRole('button', { name: 'What is inside Each passage', exact: true }).press('Enter')
    await where.getByRole('button', { name: 'What is inside Each passage #1', exact: true }).press('Enter')
    await expect(where.locator('[data-node="each#0/wait"]')).toContainText('Wait a while')
  }
  await unfold(page.getByRole('region', { name: 'Run panel', exact: true }))
  const list = await request.get(`${signalbox.address}/api/runs?pipeline=slow-list`)
  const { items: runs } = (await list.json()) as { items: readonly { id: string }[] }
  await page.goto(`${signalbox.address}/#/runs/${runs[0]?.id ?? ''}`)
  await unfold(page.getByRole('main'))
})
