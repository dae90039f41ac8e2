import { cardOf } from '../fixtures/canvas.ts'
import { expectAccessible } from '../fixtures/page-look.ts'
import { ask, expectStatus, openDrawer, openPipeline, refundQuestion } from '../fixtures/runs.ts'
import { expect, test } from '../fixtures/signalbox.ts'

test.beforeEach(async ({ page }) => {
  page.on('pageerror', (error) => {
    throw error
  })
})

test('a run goes on from a node by its menu: what leads there is reused and says so', async ({
  page,
  signalbox,
}) => {
  await openPipeline(page, signalbox.address, 'support-desk')
  const drawer = await openDrawer(page)
  await expectStatus(await ask(page, refundQuestion), 'succeeded')
  await cardOf(page, 'bank').click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Run from here/ }).click()
  for (const node of ['question', 'retriever', 'classifier'])
    await expect(cardOf(page, node)).toContainText('reused')
  for (const node of ['bank', 'answer']) {
    await expect(cardOf(page, node)).toHaveAttribute('data-state', 'finished')
    await expect(cardOf(page, node)).not.toContainText('reused')
  }
  await drawer.getByRole('tab', { name: 'Waterfall' }).click()
  const rows = drawer.getByRole('table', { name: 'Waterfall' })
  await expect(rows.locator('[data-node="retriever"]')).toContainText('reused')
  await expect(rows.locator('[data-node="bank"]')).not.toContainText('reused')
  await expectAccessible(page)
})

test('by keyboard a run ends at a node, and one node runs alone', async ({ page, signalbox }) => {
  await openPipeline(page, signalbox.address, 'support-desk')
  await openDrawer(page)
  await expectStatus(await ask(page, refundQuestion), 'succeeded')
  await cardOf(page, 'retriever').click()
  await page.keyboard.press('Alt+Enter')
  await expect(cardOf(page, 'bank')).toHaveAttribute('data-state', 'skipped')
  await expect(cardOf(page, 'retriever')).toHaveAttribute('data-state', 'finished')
  await expect(cardOf(page, 'retriever')).not.toContainText('reused')
  // It is said that no answer is to be waited for, on the page and to those who hear it.
  await expect(page.getByRole('log', { name: 'Chat' })).toContainText('The part that ran reached no output.')
  await expect(
    page.getByRole('status').filter({ hasText: 'The part that ran reached no output.' }),
  ).toBeAttached()
  await page.keyboard.press('Alt+Shift+Enter')
  await expect(cardOf(page, 'question')).toContainText('reused')
  await expect(cardOf(page, 'retriever')).toHaveAttribute('data-state', 'finished')
  await expect(cardOf(page, 'retriever')).not.toContainText('reused')
})

test('the API refuses a part that the pipeline does not have', async ({ request, signalbox }) => {
  const reply = await request.post(`${signalbox.address}/api/pipelines/support-desk/runs`, {
    data: { inputs: { question: refundQuestion }, until: 'nowhere' },
  })
  expect(reply.status()).toBe(422)
  expect(await reply.json()).toMatchObject({
    error: { code: 'RUN_NODE_UNKNOWN', params: { node: 'nowhere' } },
  })
})

const wire = (id: string, from: string, to: string) => {
  const end = (text: string) => {
    const [node = '', port = ''] = text.split('.')
    return { node, port }
  }
  return { id, from: end(from), to: end(to) }
}

test('what keeps a pipeline from running is said where it can be mended', async ({
  page,
  request,
  signalbox,
}) => {
  const at = (x: number) => ({ version: 1, config: {}, position: { x, y: 0 } })
  await request.post(`${signalbox.address}/api/pipelines`, {
    data: {
      format: 'signalbox/pipeline',
      version: 1,
      id: 'chain',
      name: 'Chain',
      description: '',
      nodes: [
        { id: 'in', type: 'input', ...at(0) },
        { id: 'a', type: 'template', ...at(300) },
        { id: 'b', type: 'template', ...at(600) },
        { id: 'out', type: 'output', ...at(900) },
      ],
      edges: [
        wire('1', 'in.question', 'a.value'),
        wire('2', 'a.text', 'b.value'),
        wire('3', 'b.text', 'out.value'),
      ],
    },
  })
  await openPipeline(page, signalbox.address, 'chain')
  const drawer = await openDrawer(page)
  const tab = (name: string) => drawer.getByRole('tab', { name })
  const field = drawer.getByRole('tabpanel', { name: 'Form' }).getByRole('textbox', { name: 'Question' })
  const announcer = page.getByRole('status')

  // Without a question, by button, by key with the panel closed, from the menu of commands, and for a part.
  await drawer.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(field).toBeFocused()
  await expect(field).toHaveAccessibleDescription('Needs a value.')
  await expect(announcer.filter({ hasText: 'Not run. Question: Needs a value.' })).toBeAttached()
  await expectAccessible(page)
  await drawer.getByRole('button', { name: 'Close the run panel' }).click()
  await cardOf(page, 'b').click()
  await page.keyboard.press('Control+Enter')
  await expect(field).toBeFocused()
  await tab('Chat').click()
  await cardOf(page, 'b').click()
  await page.keyboard.press('Alt+Enter')
  await expect(field).toBeFocused()
  await tab('Chat').click()
  await page.keyboard.press('ControlOrMeta+k')
  const finder = page.getByRole('dialog', { name: 'Find anything' })
  await finder.getByRole('searchbox').fill('Run')
  await finder
    .getByRole('option', { name: /^Run .*Ctrl Enter/ })
    .first()
    .click()
  await expect(field).toBeFocused()

  // One node needs what leads into it, from a run or by hand.
  const b = cardOf(page, 'b')
  await b.click()
  await page.keyboard.press('Alt+Shift+Enter')
  await expect(page.getByText('Run the pipeline first, or pin what leads into this node.')).toBeVisible()
  await expectAccessible(page)
  await cardOf(page, 'a').click()
  await page.keyboard.press('Shift+p')
  await page.getByRole('dialog').getByRole('textbox').first().fill('by hand')
  await page.getByRole('button', { name: 'Pin these values' }).click()
  await b.click()
  await page.keyboard.press('Alt+Shift+Enter')
  await expect(b).toHaveAttribute('data-state', 'finished')
  await expect(cardOf(page, 'a')).toContainText('pinned')
  await expect(cardOf(page, 'in')).toHaveAttribute('data-state', 'skipped')
  await tab('Values').click()
  await expect(drawer.getByTestId('input-origin').filter({ hasText: 'typed: held at' })).toBeVisible()

  // A muted node that stops the answer is named, and shown.
  await b.click()
  await page.keyboard.press('m')
  await tab('Chat').click()
  const turn = await ask(page, 'Anything')
  await expectStatus(turn, 'failed')
  await expect(turn).toContainText('went no further, because that node is muted. Unmute it.')
  await cardOf(page, 'in').click()
  await turn.getByRole('button', { name: 'Show the node' }).click()
  await expect(b).toHaveAttribute('data-selected', 'true')
})
