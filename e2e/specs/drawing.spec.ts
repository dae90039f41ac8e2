import type { Locator, Page } from '@playwright/test'
import {
  cardOf,
  dragFromPalette,
  drawWire,
  expectSaved,
  openNewPipeline,
  portOf,
  wireOf,
} from '../fixtures/canvas.ts'
import { inspectorOf } from '../fixtures/inspected.ts'
import { expectAccessible } from '../fixtures/page-look.ts'
import { expect, test } from '../fixtures/signalbox.ts'

interface DraftReply {
  readonly document: {
    readonly name: string
    readonly nodes: readonly { readonly id: string; readonly muted?: boolean }[]
    readonly edges: readonly unknown[]
  }
}

test.beforeEach(async ({ page }) => {
  // A fault in the page fails the test that met it.
  page.on('pageerror', (error) => {
    throw error
  })
})

test('nodes are dragged from the palette and wired by drawing; what is drawn is stored', async ({
  page,
  request,
  signalbox,
}) => {
  await openNewPipeline(page, signalbox.address)
  await expect(page.getByText('An empty pipeline')).toBeVisible()
  await dragFromPalette(page, 'Input', { x: 170, y: 120 })
  await dragFromPalette(page, 'Output', { x: 500, y: 160 })
  await drawWire(page, ['input', 'question'], ['output', 'value'])
  await expect(page.locator('.react-flow__edge')).toHaveCount(1)
  await expect(page.getByText('No problems')).toBeVisible()
  await expectSaved(page)

  const id = decodeURIComponent(page.url().split('/build/')[1] ?? '')
  const draft = (await (await request.get(`${signalbox.address}/api/pipelines/${id}`)).json()) as DraftReply
  expect(draft.document.nodes.map((node) => node.id)).toEqual(['input', 'output'])
  expect(draft.document.edges).toHaveLength(1)

  await page.reload()
  await expect(cardOf(page, 'output')).toBeVisible()
  await expect(page.locator('.react-flow__edge')).toHaveCount(1)
})

test('while a wire is drawn it is said what does not fit, and which wire gives way', async ({
  page,
  signalbox,
}) => {
  await openNewPipeline(page, signalbox.address)
  await dragFromPalette(page, 'Input', { x: 170, y: 120 })
  await dragFromPalette(page, 'Adapter bank', { x: 500, y: 160 })
  const [source, target] = [
    portOf(page, 'input', 'output', 'question'),
    portOf(page, 'adapter-bank', 'input', 'intent'),
  ]
  await holdWire(page, source, target, 'text does not fit intent')
  await page.mouse.up()
  await expect(page.locator('.react-flow__edge')).toHaveCount(0)
  // It offers what would fit between.
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await dragFromPalette(page, 'Output', { x: 250, y: 240 })
  await page.getByRole('button', { name: 'Zoom to fit' }).click()
  await drawWire(page, ['adapter-bank', 'answer'], ['output', 'value'])
  const value = portOf(page, 'output', 'input', 'value')
  await holdWire(page, source, value, 'Replaces the wire from Adapter bank · Answer')
  await page.mouse.up()
  await expect(wireOf(page, ['input', 'question'], ['output', 'value'])).toHaveCount(1)
  await expect(page.locator('.react-flow__edge')).toHaveCount(1)
  await page.keyboard.press('Control+z')
  await expect(wireOf(page, ['adapter-bank', 'answer'], ['output', 'value'])).toHaveCount(1)
})

/** Draws a wire to a port and holds it there until something is said. */
async function holdWire(page: Page, source: Locator, target: Locator, text: string): Promise<void> {
  // The canvas may still move when the ports are looked for, or lose the drag: then once more.
  await expect(async () => {
    await page.mouse.up()
    await page.keyboard.press('Escape')
    await target.hover({ timeout: 10_000 })
    await source.hover({ timeout: 10_000 })
    await page.mouse.down()
    const box = await target.boundingBox()
    if (box === null) throw new Error('The port is not on the screen.')
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 6 })
    await expect(page.getByText(text)).toBeVisible({ timeout: 4_000 })
  }).toPass({ timeout: 40_000 })
}

test('every change can be undone and redone, and the clipboard carries nodes', async ({
  page,
  signalbox,
}) => {
  await openNewPipeline(page, signalbox.address)
  const search = page.getByRole('searchbox', { name: 'Find a node' })
  await search.fill('template')
  await search.press('Enter')
  await expect(page.locator('[data-card]')).toHaveCount(1)
  await cardOf(page, 'template').click()
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+v')
  await expect(page.locator('[data-card]')).toHaveCount(2)
  await page.keyboard.press('Control+z')
  await expect(page.locator('[data-card]')).toHaveCount(1)
  await page.keyboard.press('Control+Shift+z')
  await expect(page.locator('[data-card]')).toHaveCount(2)
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await expect(page.locator('[data-card]')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.locator('[data-card]')).toHaveCount(2)
})

test('what a box has chosen stays in reach: it is copied after typing, wired, and one of it is chosen by a click', async ({
  page,
  signalbox,
}) => {
  await openNewPipeline(page, signalbox.address)
  await dragFromPalette(page, 'Input', { x: 190, y: 120 })
  await dragFromPalette(page, 'Output', { x: 470, y: 200 })
  const cards = page.locator('[data-card]')
  const chosen = page.locator('[data-card][data-selected="true"]')
  const drawBox = async () => {
    const pane = await page.locator('.react-flow__pane').boundingBox()
    if (pane === null) throw new Error('The canvas is not on the screen.')
    await page.keyboard.down('Shift')
    // Nearer to the edge the canvas moves along.
    await page.mouse.move(pane.x + 45, pane.y + 45)
    await page.mouse.down()
    await page.mouse.move(pane.x + pane.width - 45, pane.y + pane.height - 45, { steps: 4 })
    await page.mouse.up()
    await page.keyboard.up('Shift')
    await expect(chosen).toHaveCount(2)
  }
  // The caret is where one typed last: Shift would select the page's text from there.
  await cardOf(page, 'input').click()
  await inspectorOf(page).getByLabel('Name', { exact: true }).first().fill('Asked')
  await drawBox()
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+v')
  await expect(cards).toHaveCount(4)
  await page.keyboard.press('Control+z')
  await drawBox()
  await drawWire(page, ['input', 'question'], ['output', 'value'])
  await page.getByRole('button', { name: 'Zoom to fit' }).click()
  await drawBox()
  await cardOf(page, 'output').click()
  await expect(chosen).toHaveCount(1)
  await cardOf(page, 'input').click({ modifiers: ['Shift'] })
  await expect(chosen).toHaveCount(2)
})

test('the keyboard alone adds, wires, and copies to another page with or without wires', async ({
  page,
  context,
  signalbox,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openNewPipeline(page, signalbox.address)
  const search = page.getByRole('searchbox', { name: 'Find a node' })
  await search.fill('input')
  await search.press('ArrowDown')
  await page.keyboard.press('Enter')
  await search.fill('output')
  await search.press('Enter')
  await expect(page.locator('[data-card]')).toHaveCount(2)
  await cardOf(page, 'input').focus()
  await page.keyboard.press('c')
  const dialog = page.getByRole('dialog', { name: 'Connect Input' })
  await dialog.getByRole('option', { name: /Output/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('.react-flow__edge')).toHaveCount(1)

  // Another wire to the same input says which one gives way, before and after, and is one step back.
  await search.fill('template')
  await search.press('Enter')
  await cardOf(page, 'template').focus()
  await page.keyboard.press('c')
  const taken = page.getByRole('dialog', { name: 'Connect Template' }).getByRole('option', { name: /Output/ })
  await expect(taken).toContainText('Replaces the wire from Input · Question')
  await taken.focus()
  await page.keyboard.press('Enter')
  await expect(
    page.getByText('Template · Text wired to Output · Value, in place of the wire from Input · Question'),
  ).toBeAttached()
  await page.keyboard.press('Control+z')
  await expect(wireOf(page, ['input', 'question'], ['output', 'value'])).toHaveCount(1)

  // From a node to its wire, to the node at the other end, on to the settings, and back; a deleted wire leaves one at its node.
  await cardOf(page, 'input').focus()
  await page.keyboard.press('e')
  await expect(page.getByText('Wire from Input · Question to Output · Value, 1 of 1')).toBeAttached()
  await page.keyboard.press('ArrowRight')
  await expect(cardOf(page, 'output')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByPlaceholder('Output')).toBeFocused()
  await page.keyboard.press('F6')
  await expect(search).toBeFocused()
  await page.keyboard.press('F6')
  await expect(cardOf(page, 'output')).toBeFocused()
  await page.keyboard.press('e')
  await page.keyboard.press('Delete')
  await expect(cardOf(page, 'output')).toBeFocused()
  await expect(page.locator('.react-flow__edge')).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(wireOf(page, ['input', 'question'], ['output', 'value'])).toHaveCount(1)

  await cardOf(page, 'output').focus()
  await page.keyboard.press('Space')
  await expect(cardOf(page, 'output')).toHaveAttribute('data-selected', 'true')
  await page.keyboard.press('Control+c')

  const other = await context.newPage()
  await openNewPipeline(other, signalbox.address)
  const otherSearch = other.getByRole('searchbox', { name: 'Find a node' })
  await otherSearch.fill('input')
  await otherSearch.press('Enter')
  const cards = other.locator('[data-card]')
  const wires = other.locator('.react-flow__edge')
  await expect(cards).toHaveCount(1)
  await cardOf(other, 'input').focus()
  await other.keyboard.press('Control+v')
  await expect(cards).toHaveCount(2)
  await expect(wires).toHaveCount(0)
  await other.keyboard.press('Control+z')
  await expect(cards).toHaveCount(1)
  await cardOf(other, 'input').focus()
  await other.keyboard.press('Control+Shift+v')
  await expect(cards).toHaveCount(2)
  await expect(wires).toHaveCount(1)
})

test('nodes are laid out by one command that is one step back', async ({ page, signalbox }) => {
  await openNewPipeline(page, signalbox.address)
  await dragFromPalette(page, 'Output', { x: 160, y: 250 })
  await dragFromPalette(page, 'Input', { x: 460, y: 90 })
  await drawWire(page, ['input', 'question'], ['output', 'value'])
  const leftOf = async (node: string) => (await cardOf(page, node).boundingBox())?.x ?? 0
  await page.getByRole('button', { name: 'Arrange automatically' }).click()
  await expect.poll(async () => (await leftOf('input')) < (await leftOf('output'))).toBe(true)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await leftOf('input')) > (await leftOf('output'))).toBe(true)
})

test('problems are listed and lead to their node', async ({ page, signalbox }) => {
  await openNewPipeline(page, signalbox.address)
  await dragFromPalette(page, 'Input', { x: 160, y: 120 })
  await dragFromPalette(page, 'Hybrid retriever', { x: 480, y: 200 })
  await page.getByRole('button', { name: /problems/ }).click()
  const list = page.getByRole('dialog', { name: 'Problems of this pipeline' })
  await list
    .getByRole('button', { name: /Hybrid retriever/ })
    .first()
    .click()
  await expect(cardOf(page, 'hybrid-retriever')).toHaveAttribute('data-selected', 'true')
})

test('a change made elsewhere is merged, and a conflict is decided by a person', async ({
  page,
  request,
  signalbox,
}) => {
  await openNewPipeline(page, signalbox.address)
  await dragFromPalette(page, 'Input', { x: 160, y: 120 })
  await expectSaved(page)
  const url = `${signalbox.address}/api/pipelines/${page.url().split('/build/')[1] ?? ''}`
  const saveElsewhere = async (change: (document: DraftReply['document']) => object) => {
    const reply = await request.get(url)
    const { document } = (await reply.json()) as DraftReply
    const saved = await request.put(url, {
      data: { ...document, ...change(document) },
      headers: { 'if-match': reply.headers()['etag'] ?? '' },
    })
    expect(saved.status()).toBe(200)
  }

  await saveElsewhere(() => ({ name: 'Named elsewhere' }))
  await dragFromPalette(page, 'Output', { x: 480, y: 200 })
  await expect(page.getByRole('heading', { name: 'Named elsewhere' })).toBeVisible()
  await expect(page.getByText('Changes from elsewhere were taken in: Pipeline.')).toBeVisible()
  await expectSaved(page)

  await saveElsewhere(({ nodes }) => ({ nodes: nodes.map((node) => ({ ...node, muted: true })) }))
  await cardOf(page, 'input').click()
  await page.keyboard.press('Shift+ArrowRight')
  const dialog = page.getByRole('dialog', { name: 'This pipeline was changed elsewhere too' })
  const muted = dialog.getByRole('row', { name: /^Muted/ })
  await expect(muted.getByRole('cell')).toHaveText(['No', 'No', 'NoYes'])
  await expect(muted.locator('ins')).toHaveText('Yes')
  await expect(dialog.getByRole('row', { name: /^Place/ })).toContainText('moved to')
  await expect(dialog.getByText('{')).toHaveCount(0)
  await expectAccessible(page)
  await dialog.getByRole('radio', { name: 'Mine' }).focus()
  await page.keyboard.press('Space')
  await expect(dialog.getByRole('button', { name: 'Save the merged pipeline' })).toBeEnabled()
  await page.keyboard.press('ArrowRight')
  await expect(dialog.getByRole('radio', { name: 'Theirs' })).toBeChecked()
  await dialog.getByRole('button', { name: 'Save the merged pipeline' }).click()
  await expectSaved(page)
  const { document } = (await (await request.get(url)).json()) as DraftReply
  expect(document.nodes.map(({ muted }) => muted)).toEqual([true, true])

  // Deleted elsewhere and renamed here: what is kept has its wires.
  const wire = (from: readonly [string, string], to: readonly [string, string]) => ({
    id: `${from[0]}-${to[0]}`,
    from: { node: from[0], port: from[1] },
    to: { node: to[0], port: to[1] },
  })
  const template = { id: 't', type: 'template', version: 1, config: { template: '{{ q }}' } }
  await saveElsewhere(({ nodes }) => ({
    nodes: [...nodes, { ...template, position: { x: 320, y: 320 } }],
    edges: [wire(['input', 'question'], ['t', 'q']), wire(['t', 'text'], ['output', 'value'])],
  }))
  await page.reload()
  await expect(page.locator('.react-flow__edge')).toHaveCount(2)
  await saveElsewhere(({ nodes }) => ({ nodes: nodes.filter(({ id }) => id !== 't'), edges: [] }))
  await cardOf(page, 't').click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Kept')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('row', { name: /^Name/ })).toContainText('Kept')
  await dialog.getByRole('button', { name: 'Keep all of mine' }).click()
  await dialog.getByRole('button', { name: 'Save the merged pipeline' }).click()
  await expectSaved(page)
  await expect(page.locator('.react-flow__edge')).toHaveCount(2)
  const kept = (await (await request.get(url)).json()) as DraftReply
  expect(kept.document.edges).toHaveLength(2)
})

test('work without a connection is kept and saved when the server is back', async ({
  page,
  request,
  signalbox,
}) => {
  await openNewPipeline(page, signalbox.address)
  const url = `${signalbox.address}/api/pipelines/${page.url().split('/').at(-1)}`
  await dragFromPalette(page, 'Input', { x: 160, y: 120 })
  await expectSaved(page)
  await page.route('**/api/pipelines/**', (route) => route.abort('connectionfailed'))
  await dragFromPalette(page, 'Output', { x: 480, y: 200 })
  await expect(page.getByTestId('save-status')).toHaveAttribute('data-status', 'offline')
  await expect(page.getByTestId('save-status')).toContainText('kept here')
  // With no room in the browser it would be lost with the page, which is said before the page is left too.
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await cardOf(page, 'input').click()
  await page.keyboard.press('Shift+ArrowRight')
  await expect(page.getByText('The storage of this browser is full or blocked')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Export as JSON' })).toBeVisible()
  const isAsked = await page.evaluate(
    () => !globalThis.dispatchEvent(new Event('beforeunload', { cancelable: true })),
  )
  expect(isAsked).toBe(true)
  // Left for another view, it goes out by itself.
  await page.getByRole('link', { name: 'Runs', exact: true }).click()
  await page.unroute('**/api/pipelines/**')
  await expect
    .poll(async () => ((await (await request.get(url)).json()) as DraftReply).document.nodes.length)
    .toBe(2)
  await page.goBack()
  await expectSaved(page)
  await page.reload()
  await expect(page.locator('[data-card]')).toHaveCount(2)
})

test('garbage on the clipboard and in an imported file is refused in words, and nothing is lost', async ({
  page,
  signalbox,
}) => {
  await openNewPipeline(page, signalbox.address)
  await dragFromPalette(page, 'Input', { x: 160, y: 120 })
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.setData('text/plain', '{"nodes": 7')
    document
      .querySelector('[data-card]')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
  })
  await expect(page.getByText('The clipboard holds no nodes.').first()).toBeVisible()
  await page.getByLabel('Import from a file').setInputFiles({
    name: 'newer.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"format":"signalbox/pipeline","version":99}'),
  })
  await expect(page.getByText(/format version 99/)).toBeVisible()
  await expect(page.locator('[data-card]')).toHaveCount(1)
})

test('a deleted pipeline can be brought back', async ({ page, signalbox }) => {
  await openNewPipeline(page, signalbox.address)
  await dragFromPalette(page, 'Input', { x: 160, y: 120 })
  await expectSaved(page)
  await page.getByRole('button', { name: 'Pipeline actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Bring it back' }).click()
  await expect(page.getByRole('heading', { name: 'Untitled pipeline' })).toBeVisible()
  await expect(page.locator('[data-card]')).toHaveCount(1)
})

test('the editor speaks Chinese', async ({ page, signalbox }) => {
  await page.goto(`${signalbox.address}/#/settings`)
  await page.getByRole('button', { name: /Language/ }).click()
  await page.getByRole('option', { name: '简体中文' }).click()
  await page.goto(`${signalbox.address}/#/build/support-desk`)
  await expect(page.getByRole('button', { name: /^混合检索器/ })).toBeVisible()
  await expect(page.getByText('没有问题')).toBeVisible()
  // Wires too, for those who hear the page.
  await expect(page.getByRole('img', { name: /^从.+ · .+到.+ · .+的连线$/ })).toHaveCount(6)
  await expect(page.locator('[aria-label^="Edge "], [aria-roledescription="node"]')).toHaveCount(0)
})

test('the build view has no accessibility faults', async ({ page, signalbox }) => {
  await page.goto(`${signalbox.address}/#/build/support-desk`)
  await expect(cardOf(page, 'bank')).toBeVisible()
  await expectAccessible(page)
})
