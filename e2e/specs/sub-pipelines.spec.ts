import type { APIRequestContext, Locator, Page } from '@playwright/test'
import { cardOf, expectSaved, portOf } from '../fixtures/canvas.ts'
import { expectAccessible } from '../fixtures/page-look.ts'
import { ask, expectStatus, openDrawer, openPipeline, refundQuestion } from '../fixtures/runs.ts'
import { expect, test } from '../fixtures/signalbox.ts'

const at = { version: 1, position: { x: 0, y: 0 } }
const pipeline = { format: 'signalbox/pipeline', version: 1 }

/** A pipeline with a version, and one with a node that does not run it yet, though its wires are those of its ports. */
async function createPair(request: APIRequestContext, address: string): Promise<void> {
  const create = async (data: object) =>
    expect((await request.post(`${address}/api/pipelines`, { data })).ok()).toBe(true)
  await create({
    ...pipeline,
    id: 'greet',
    name: 'Greeter',
    nodes: [
      { ...at, id: 'in', type: 'input', config: { fields: [{ name: 'who', type: 'text' }] } },
      { ...at, id: 'say', type: 'template', config: { template: 'Hello {{ who }}' } },
      { ...at, id: 'out', type: 'output', config: { name: 'greeting' } },
    ],
    edges: [
      { id: 'a', from: { node: 'in', port: 'who' }, to: { node: 'say', port: 'who' } },
      { id: 'b', from: { node: 'say', port: 'text' }, to: { node: 'out', port: 'value' } },
    ],
  })
  const saved = await request.post(`${address}/api/pipelines/greet/revisions`, { data: { name: 'First' } })
  expect(saved.ok()).toBe(true)
  await create({
    ...pipeline,
    id: 'outer',
    name: 'Outer',
    nodes: [
      { ...at, id: 'ask', type: 'input', config: {} },
      { ...at, id: 'inner', type: 'sub-pipeline', config: {}, position: { x: 360, y: 0 } },
      { ...at, id: 'end', type: 'output', config: {}, position: { x: 720, y: 0 } },
    ],
    edges: [
      { id: 'a', from: { node: 'ask', port: 'question' }, to: { node: 'inner', port: 'who' } },
      { id: 'b', from: { node: 'inner', port: 'greeting' }, to: { node: 'end', port: 'value' } },
    ],
  })
}

/** One with a node that runs nothing of note, one that runs that one, and one that has a draft only. */
async function createCircle(request: APIRequestContext, address: string): Promise<void> {
  const create = async (id: string, name: string, ...nodes: object[]) => {
    const ends = [
      { ...at, id: 'in', type: 'input', config: { fields: [{ name: 'word', type: 'text' }] } },
      { ...at, id: 'out', type: 'output', config: {}, position: { x: 720, y: 0 } },
    ]
    const data = { ...pipeline, id, name, nodes: [...ends, ...nodes], edges: [] }
    expect((await request.post(`${address}/api/pipelines`, { data })).ok()).toBe(true)
  }
  const save = async (id: string) => {
    const saved = await request.post(`${address}/api/pipelines/${id}/revisions`, { data: {} })
    return ((await saved.json()) as { hash: string }).hash
  }
  const inner = { ...at, id: 'inner', type: 'sub-pipeline', position: { x: 360, y: 0 } }
  await create('shell', 'Shell', { ...inner, config: {} })
  const config = { pipeline: { id: 'shell', revision: await save('shell') } }
  await create('circle', 'Circle', { ...inner, config })
  await save('circle')
  await create('rough', 'Rough')
}

test.beforeEach(async ({ page }) => {
  page.on('pageerror', (error) => {
    throw error
  })
})

test('nodes are extracted by menu, opened, left by the trail and by Back, inlined, and always give the same answer', async ({
  page,
  signalbox,
}) => {
  await openPipeline(page, signalbox.address, 'support-desk')
  const drawer = await openDrawer(page)
  const turns = page.getByRole('article', { name: refundQuestion })
  const askAgain = async (count: number) => {
    const turn = await ask(page, refundQuestion)
    await expect(turns).toHaveCount(count)
    await expectStatus(turn, 'succeeded')
    return turn.getByTestId('answer-text').innerText()
  }
  const before = await askAgain(1)
  await cardOf(page, 'retriever').click()
  await page.keyboard.down('Shift')
  await cardOf(page, 'classifier').click()
  await cardOf(page, 'bank').click()
  await page.keyboard.up('Shift')
  await cardOf(page, 'bank').click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Extract into a sub-pipeline/ }).click()
  const node = cardOf(page, 'sub-pipeline')
  await expect(node).toHaveAttribute('data-selected', 'true')
  await expect(cardOf(page, 'bank')).toHaveCount(0)
  expect(await askAgain(2)).toBe(before)

  await node.dblclick()
  await expect(cardOf(page, 'bank')).toBeVisible()
  await expect(page).toHaveURL(/#\/build\/support-desk\/in\/sub-pipeline$/)
  const trail = page.getByRole('navigation', { name: 'Where you are' })
  await expect(trail.locator('[aria-current]')).toHaveText('Sub-pipeline')
  // What was decided inside shows where it was decided.
  await expect(cardOf(page, 'bank')).toContainText('refund')
  await expectAccessible(page)
  await cardOf(page, 'retriever').click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Search')
  await expectSaved(page)
  await page.reload()
  await expect(cardOf(page, 'retriever')).toContainText('Search')
  await page.goBack()
  await expect(node).toBeVisible()
  await page.goForward()
  await expect(cardOf(page, 'retriever')).toContainText('Search')
  await trail.getByRole('button', { name: 'Back to Support desk' }).click()
  await expect(node).toHaveAttribute('data-selected', 'true')
  await expect(trail).toHaveCount(0)

  await page.getByRole('button', { name: 'Inline the sub-pipeline' }).click()
  await expect(cardOf(page, 'retriever')).toContainText('Search')
  await expect(node).toHaveCount(0)
  await expect(drawer).toBeVisible()
  expect(await askAgain(1)).toBe(before)
})

test('by keyboard: what cannot be extracted says why, what can goes in, is opened, left and undone; a stored pipeline is chosen and runs', async ({
  page,
  request,
  signalbox,
}) => {
  await openPipeline(page, signalbox.address, 'support-desk')
  await cardOf(page, 'question').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+e')
  await expect(page.getByText(/"Question" is an end of this pipeline/)).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).first().click()
  await cardOf(page, 'retriever').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+e')
  const node = cardOf(page, 'sub-pipeline')
  await expect(node).toHaveAttribute('data-selected', 'true')
  await node.focus()
  await page.keyboard.press('Alt+ArrowDown')
  await expect(cardOf(page, 'retriever')).toBeVisible()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(node).toBeFocused()
  await page.keyboard.press('Control+Shift+e')
  await expect(cardOf(page, 'retriever')).toHaveAttribute('data-selected', 'true')
  await page.keyboard.press('Control+z')
  await expect(node).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(cardOf(page, 'retriever')).toBeVisible()
  await expect(page.getByText('No problems')).toBeVisible()

  await createPair(request, signalbox.address)
  await openPipeline(page, signalbox.address, 'outer')
  const { setting, picker } = await openPicker(page)
  await picker.fill('Greet')
  await expect(page.getByRole('option', { name: /Greeter/ })).toBeVisible()
  await picker.press('ArrowDown')
  await picker.press('Enter')
  await expect(setting.getByRole('button', { name: 'First Version' })).toBeVisible()
  await expect(portOf(page, 'inner', 'input', 'who')).toBeVisible()
  // By its name; the settings hold its id.
  await expect(cardOf(page, 'inner')).toContainText('Greeter')
  await expect(page.getByText('No problems')).toBeVisible()
  await expectAccessible(page)
  await openDrawer(page)
  const turn = await ask(page, 'Ada')
  await expectStatus(turn, 'succeeded')
  await expect(turn).toContainText('Hello Ada')
})

test('a pipeline that leads back is refused, a draft gets its first version, one is made from here, a reset takes its ports along, and what is missing is a problem', async ({
  page,
  request,
  signalbox,
}) => {
  const { address } = signalbox
  await createCircle(request, address)
  await openPipeline(page, address, 'shell')
  const { setting, picker } = await openPicker(page)
  const pick = async (name: string) => {
    await picker.fill(name)
    await expect(page.getByRole('option', { name: new RegExp(name) })).toBeVisible()
    await picker.press('ArrowDown')
    await picker.press('Enter')
  }
  await pick('Circle')
  await expect(setting.getByText(/in a circle: Shell → Circle → Shell/)).toBeVisible()
  await pick('Rough')
  await setting.getByRole('button', { name: 'Save its first version and take it' }).press('Enter')
  await expect(portOf(page, 'inner', 'input', 'word')).toBeVisible()
  await expect(setting.getByRole('button', { name: /Version$/ })).toBeVisible()

  await setting.getByRole('button', { name: 'New pipeline' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'New pipeline' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Fresh start')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(portOf(page, 'inner', 'input', 'question')).toBeVisible()
  await expect(picker).toHaveValue('Fresh start')
  await expect(setting.getByRole('link', { name: 'Open the pipeline' })).toHaveAttribute(
    'href',
    /fresh-start$/,
  )

  await setting.getByRole('button', { name: 'Reset Pipeline to the default' }).press('Enter')
  await expect(setting.getByRole('button', { name: 'Drawn in this node Pipeline' })).toBeVisible()
  await expect(page.locator('[data-setting="fields"]')).not.toContainText('question')
  await cardOf(page, 'inner').focus()
  await page.keyboard.press('Control+z')
  await expect(page.locator('[data-setting="fields"]')).toContainText('question')

  await expectSaved(page)
  const made = await request.get(`${address}/api/pipelines/fresh-start`)
  await request.delete(`${address}/api/pipelines/fresh-start`, {
    headers: { 'if-match': made.headers()['etag'] ?? '' },
  })
  await page.evaluate(() => globalThis.dispatchEvent(new Event('focus')))
  const missing = 'Pipeline "fresh-start" does not exist. Choose another or create it.'
  await expect(setting.getByText(missing)).toBeVisible()
  await page.getByRole('button', { name: /problems?$/ }).click()
  await expect(
    page.getByRole('dialog', { name: 'Problems of this pipeline' }).getByText(missing),
  ).toBeVisible()
  await page.keyboard.press('Escape')
  await expectAccessible(page)
  await request.post(`${address}/api/pipelines/fresh-start/restore`)
  await page.evaluate(() => globalThis.dispatchEvent(new Event('focus')))
  await expect(page.getByText(missing)).toHaveCount(0)
})

/** By keyboard, the node that runs what is drawn in it is to run a stored pipeline. */
async function openPicker(page: Page): Promise<{ readonly setting: Locator; readonly picker: Locator }> {
  await cardOf(page, 'inner').focus()
  await page.keyboard.press('Space')
  const setting = page.locator('[data-setting="pipeline"]')
  await setting.getByRole('button', { name: 'Drawn in this node Pipeline' }).press('Enter')
  await page.getByRole('option', { name: 'A stored pipeline' }).press('Enter')
  return { setting, picker: setting.getByRole('combobox', { name: 'Stored pipeline' }) }
}
