/** The editor in other people's pages, from the package as npm packs it. */
import { execFileSync } from 'node:child_process'
import type { Page } from '@playwright/test'
import { cardOf } from '../fixtures/canvas.ts'
import { expect, test } from '../fixtures/embed-site.ts'
import { inspectorOf } from '../fixtures/inspected.ts'
import {
  compareLooks,
  hostileStyles,
  leaksOf,
  lookOf,
  ordinaryRules,
  pageWith,
} from '../fixtures/hostile-page.ts'
import { expectAccessible } from '../fixtures/page-look.ts'

test.use({ actionTimeout: 15_000 })
test.setTimeout(240_000)

/** Collects what the page's policy forbade, and what went wrong unseen. */
async function watchPage(page: Page): Promise<() => Promise<string[]>> {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  await page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(globalThis, { seenViolations: seen })
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      seen.push(`${effectiveDirective} ${blockedURI}`),
    )
  })
  return async () => [
    ...errors,
    ...(await page.evaluate(() => (globalThis as unknown as { seenViolations: string[] }).seenViolations)),
  ]
}

async function ask(page: Page, question: string) {
  const box = page.getByPlaceholder('Ask a question')
  await box.fill(question)
  await box.press('Enter')
  const turn = page.getByRole('article', { name: question })
  await expect(turn).toHaveAttribute('data-status', 'succeeded', { timeout: 120_000 })
  return turn
}

test('a React app runs retrieval, intents and reader in its worker, with a node type and a card of its own', async ({
  page,
  site,
}, info) => {
  await page.setViewportSize({ width: 1600, height: 900 })
  const problems = await watchPage(page)
  await page.goto(`${site.address}/examples/embed-react/dist/index.html`)
  const turn = await ask(page, 'Below what sum do you not bother to pay out a refund?')
  await expect(turn).toContainText('£2')
  await expect(turn).toContainText('Kind regards, Northmere Rail')
  await expect(page.locator('.bar output')).toContainText('7 nodes · succeeded')
  expect(page.workers().map((worker) => worker.url())).toEqual([expect.stringContaining('run.worker')])
  await expect(page.getByText('Runs happen in the page itself')).toHaveCount(0)

  const closing = cardOf(page, 'sign').getByRole('combobox', { name: 'Closing' })
  await closing.selectOption('All the best')
  await expect(await ask(page, 'And a refund by phone?')).toContainText('All the best, Northmere Rail')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(closing).toHaveValue('Kind regards')

  const before = await cardOf(page, 'intent').boundingBox()
  await page.getByRole('button', { name: 'Arrange' }).click()
  await expect.poll(async () => (await cardOf(page, 'intent').boundingBox())?.y).not.toBe(before?.y)

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as picture' }).click(),
  ])
  await download.saveAs(info.outputPath('pipeline.png'))
  expect(await problems()).toEqual([])
  await expectAccessible(page)
  await page.screenshot({ path: info.outputPath('react-light.png') })
})

test('a plain page runs the support desk with its adapters', async ({ page, site }, info) => {
  const problems = await watchPage(page)
  await page.goto(`${site.address}/`)
  const turn = await ask(page, 'Refund on an Advance ticket?')
  await expect(turn).toContainText('60%')
  await expect(turn.getByTestId('decision-chip')).toContainText('amounts@')
  await expect(page.locator('#said')).toContainText('succeeded: refund, answered by amounts@')
  const svg = await page.evaluate(() =>
    (
      document.querySelector('signalbox-editor') as unknown as { editor: { toSVG(): Promise<string> } }
    ).editor.toSVG(),
  )
  expect(svg).toContain('Find passages')
  expect(svg).not.toContain('var(--')
  expect(await problems()).toEqual([])
  await page.locator('signalbox-editor').evaluate((element) => element.setAttribute('theme', 'dark'))
  await page.screenshot({ path: info.outputPath('html-dark.png'), fullPage: true })
})

test('where workers are forbidden it says so, and runs in the page', async ({ page, site }) => {
  site.write('plain.html', pageWith({}))
  await page.goto(`${site.address}/plain.html?policy=no-workers`)
  await expect(await ask(page, 'Ada')).toContainText('Hello Ada')
  await expect(page.getByText('because its worker did not start')).toBeVisible()
  await page.getByRole('button', { name: 'Arrange' }).click()
  await expect(page.getByText('The worker that arranges the nodes did not start')).toBeVisible()
})

test('where the code of the controls cannot be fetched the drawing stands, each part says so, and all come when one is tried again', async ({
  page,
  site,
}) => {
  await page.setViewportSize({ width: 1600, height: 900 })
  await page.route('**/chunks/controls-*.js', (route) => route.abort('connectionfailed'))
  await page.goto(site.address)
  await expect(page.locator('[data-card]').first()).toBeVisible()
  const palette = page.getByRole('region', { name: 'Nodes', exact: true })
  await expect(palette.getByRole('alert')).toContainText('This view could not be loaded')
  await page.unroute('**/chunks/controls-*.js')
  await palette.getByRole('button', { name: 'Try again' }).click()
  await expect(palette.getByRole('searchbox')).toBeVisible()
  // What failed with it comes along.
  await expect(page.getByRole('toolbar', { name: 'Canvas tools' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Description' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
})

test('the styles of a hostile page do not reach the editor, and those of the editor not the page', async ({
  page,
  site,
}) => {
  const foreign = `<main class="react-flow"><h2>Ours</h2><p class="card panel">Text <code>code</code></p>
    <button class="react-flow__node button">Press</button><ul><li>One</li></ul><a href="#x">Link</a></main>`
  site.write('calm.html', pageWith({ body: foreign }))
  site.write('hostile.css', hostileStyles)
  const head = '<link rel="stylesheet" href="/hostile.css">'
  site.write('hostile.html', pageWith({ head, body: foreign }))
  const alone = pageWith({ head, body: foreign }).replace(
    /<signalbox-editor[\s\S]*<\/script>/,
    '\n<script></script>',
  )
  site.write('alone.html', alone)
  // Its style sheet comes after the element: no card may be measured without it.
  await page.route('**/element.css', async (route) => {
    await page.waitForFunction(() => customElements.get('signalbox-editor') !== undefined)
    await route.continue()
  })

  const open = async (path: string) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.goto(`${site.address}/${path}`)
    await cardOf(page, 'hello').click()
    await expect(page.getByRole('textbox', { name: 'Template' })).toBeVisible()
    await expect(page.getByPlaceholder('Ask a question')).toBeVisible()
    await page.getByRole('button', { name: 'Fit' }).click()
    await page.mouse.move(5, 5)
    // Both pages end with the same thing in focus.
    await cardOf(page, 'say').click()
    await cardOf(page, 'hello').click()
  }
  await open('calm.html')
  const calm = await lookOf(page, 'signalbox-editor .signalbox, signalbox-editor .signalbox *')
  expect(calm.length).toBeGreaterThan(500)
  await open('hostile.html')
  const hostile = await lookOf(page, 'signalbox-editor .signalbox, signalbox-editor .signalbox *')
  expect(compareLooks(calm, hostile)).toEqual([])

  const beside = await lookOf(page, 'html, body, main, main *')
  await page.goto(`${site.address}/alone.html`)
  expect(compareLooks(await lookOf(page, 'html, body, main, main *'), beside)).toEqual([])
})

test('the wheel over the minimap zooms, and does not scroll the page', async ({ page, site }) => {
  await page.setViewportSize({ width: 1280, height: 720 })
  site.write('tall.html', pageWith({ body: '<div style="height: 3000px"></div>' }))
  await page.goto(`${site.address}/tall.html`)
  await page.getByRole('img', { name: 'Minimap' }).hover()
  const zoom = () =>
    page
      .locator('.signalbox-flow__viewport')
      .evaluate((element) => new DOMMatrix(getComputedStyle(element).transform).a)
  const before = await zoom()
  await page.mouse.wheel(0, 250)
  await expect.poll(zoom).toBeLessThan(before * 0.8)
  expect(await page.evaluate(() => scrollY)).toBe(0)
})

test('no ordinary rule of a page reaches the editor or what is open over it', async ({ page, site }) => {
  site.write('ordinary.html', pageWith({}).replace('<body>', '<body id="page">'))
  await page.goto(`${site.address}/ordinary.html`)
  await cardOf(page, 'hello').click()
  await expect(page.getByRole('textbox', { name: 'Template' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('option').first()).toBeVisible()
  expect(await leaksOf(page, ordinaryRules)).toEqual([])
})

test('in a shadow root inside a modal dialog it has its styles, and menus, finder, keys and drawing work', async ({
  page,
  site,
}) => {
  site.write(
    'inside.js',
    `const dialog = document.querySelector('dialog')
dialog.showModal()
globalThis.editors = [document.querySelector('signalbox-editor')]
dialog.querySelector('div').attachShadow({ mode: 'open' }).append(...editors)
await import('/host.js')`,
  )
  const body =
    '<dialog style="width:1240px;height:740px;padding:0;max-width:none;max-height:none"><div></div></dialog>'
  site.write('inside.html', pageWith({ body }).replace('/host.js', '/inside.js'))
  await page.goto(`${site.address}/inside.html`)
  const dialog = page.locator('dialog')
  const hello = cardOf(page, 'hello')
  await hello.click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Duplicate/ }).click()
  await expect(page.locator('[data-card]')).toHaveCount(4)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(page.locator('[data-card]')).toHaveCount(3)

  await hello.click({ button: 'right' })
  await expect(page.getByRole('menu')).toHaveCSS('overflow-y', 'auto')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(dialog).toHaveJSProperty('open', true)
  await expect(hello).toBeFocused()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.type('BM25')
  await page.getByRole('option', { name: /BM25 retriever/ }).click()
  await expect(page.locator('[data-card]')).toHaveCount(4)

  await hello.click()
  const template = page.getByRole('textbox', { name: 'Template' })
  await template.click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.type(' and bye')
  await expect(hello).toContainText('and bye')
})

test('several editors on one page share nothing', async ({ page, site }) => {
  const second =
    '<signalbox-editor style="display:block;margin-top:720px;width:1200px;height:600px"></signalbox-editor>'
  site.write('two.html', pageWith({ body: second }))
  await page.goto(`${site.address}/two.html`)
  const [below, above] = [page.locator('signalbox-editor').nth(0), page.locator('signalbox-editor').nth(1)]
  await expect(below.locator('[data-card]')).toHaveCount(3)
  await above.locator('[data-card="hello"]').click()
  await page.keyboard.press('Delete')
  await expect(above.locator('[data-card]')).toHaveCount(2)
  await expect(below.locator('[data-card]')).toHaveCount(3)
  await expect(below.locator('[data-selected="true"][data-card]')).toHaveCount(0)
  await expect(below.getByRole('button', { name: 'Undo' })).toBeDisabled()
  expect(await page.evaluate(() => (globalThis as unknown as { changes: string[] }).changes)).toEqual([
    'greeting-1',
  ])
})

test('with the address of a server as runner the pickers list what the server has, make more of it, and run with it', async ({
  page,
  site,
  signalbox,
}) => {
  site.api = signalbox.address
  site.write(
    'served.js',
    `import { defineSignalboxElement } from './node_modules/signalbox/dist/element/element.js'
const node = (id, type, x, config = {}) => ({ id, type, version: 1, config, position: { x, y: 80 } })
const editor = document.querySelector('signalbox-editor')
editor.runner = location.origin
editor.document = {
  format: 'signalbox/pipeline', version: 1, id: 'served', name: 'Served',
  nodes: [node('ask', 'input', 0), node('find', 'bm25-retriever', 340, { index: 'gone' }), node('say', 'output', 680)],
  edges: [
    { id: 'a', from: { node: 'ask', port: 'question' }, to: { node: 'find', port: 'query' } },
    { id: 'b', from: { node: 'find', port: 'documents' }, to: { node: 'say', port: 'value' } },
  ],
}
defineSignalboxElement()
`,
  )
  site.write(
    'served.html',
    '<!doctype html><html lang="en"><title>Host</title><body><signalbox-editor style="display:block;height:700px"></signalbox-editor><script type="module" src="/served.js"></script></body></html>',
  )
  await page.goto(`${site.address}/served.html`)
  // What is missing there is a problem here.
  await cardOf(page, 'find').click()
  const panel = inspectorOf(page)
  await expect(panel.getByText(/"gone"/).first()).toBeVisible()
  const index = panel.getByRole('combobox', { name: 'Index' })
  await index.fill('')
  await index.press('ArrowDown')
  await page.getByRole('option', { name: /^Support desk/ }).click()
  await expect(panel.getByText(/articles · built/)).toBeVisible()
  await expect(panel.getByRole('button', { name: 'New index' })).toBeVisible()
  await ask(page, 'When can a ticket be returned?')

  await page.locator('signalbox-editor').evaluate((editor) => editor.setAttribute('locale', 'zh-CN'))
  await expect(panel.getByText(/篇文章 · 已构建|已构建/).first()).toBeVisible()
  site.api = null
})

test('both entries load where there is no page, and render to text', ({ site }) => {
  const code = `
    import { createElement } from 'react'
    import { renderToString } from 'react-dom/server'
    import { PipelineEditor } from 'signalbox/editor'
    import { defineSignalboxElement } from 'signalbox/element'
    import { builtinNodes } from 'signalbox/nodes'
    defineSignalboxElement()
    const html = renderToString(createElement(PipelineEditor, { nodes: builtinNodes }))
    const lazy = renderToString(createElement(PipelineEditor, {}))
    console.log(JSON.stringify([typeof document, html.includes('signalbox'), lazy.includes('signalbox')]))`
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: site.folder })
  expect(JSON.parse(said.toString())).toEqual(['undefined', true, true])
})
