/** What editing costs on a large pipeline: the undo of a paste, and a key in a prompt. */
import type { Browser, Page } from '@playwright/test'
import { median } from '../engine/compare.ts'
import type { Gesture, OpenPage } from './measure-page.ts'
import { measureGesture, openPage } from './measure-page.ts'

const keys = 60
/** Single undos differ by a half. */
const pastes = 15

interface PasteFigures {
  readonly pasteMs: number
  readonly undoMs: number
}

/**
 * Milliseconds from the key to the frame that shows what it did, the medians of 15 pages. Duplicating pastes what it copies without
 * the clipboard.
 */
export async function measurePaste(browser: Browser, address: string): Promise<PasteFigures> {
  const samples: PasteFigures[] = []
  while (samples.length < pastes) samples.push(await measureOnePaste(browser, address))
  const of = (read: (sample: PasteFigures) => number) => median(samples.map(read))
  return { pasteMs: of(({ pasteMs }) => pasteMs), undoMs: of(({ undoMs }) => undoMs) }
}

async function measureOnePaste(browser: Browser, address: string): Promise<PasteFigures> {
  const { page } = await openPage(browser, `${address}/index.html?nodes=500`)
  await page.locator('[data-card="n1"]').focus()
  await page.keyboard.press('Control+a')
  const pasteMs = await timeKey(page, 'Control+d')
  const undoMs = await timeKey(page, 'Control+z')
  await page.context().close()
  return { pasteMs, undoMs }
}

/** From the key until the document has another number of nodes and the frame after that is drawn. */
async function timeKey(page: Page, key: string): Promise<number> {
  await page.evaluate(
    `globalThis.keyMs = new Promise((resolve) => {
       addEventListener('keydown', function onKey({ key }) {
         if (key === 'Control') return
         removeEventListener('keydown', onKey, true)
         const start = performance.now()
         const before = measuredPage.nodeCount()
         const look = () => requestAnimationFrame(() => {
           if (measuredPage.nodeCount() !== before) setTimeout(() => resolve(performance.now() - start))
           else look()
         })
         look()
       }, true)
     })
     // The promise itself would be waited for here.
     null`,
  )
  await page.keyboard.press(key)
  return page.evaluate<number>('globalThis.keyMs')
}

/**
 * A template of a node in sight is written, 30 keys a second.
 *
 * @throws Error when what was typed is not in the template
 */
export async function measureTyping(browser: Browser, address: string): Promise<Gesture> {
  const open: OpenPage = await openPage(browser, `${address}/index.html?nodes=500`)
  const { page } = open
  await page.locator('[data-card="n21"]').click()
  // The plain field gives its place to the code editor.
  const prompt = page.locator('[data-template-editor]').getByRole('textbox', { name: 'Template' })
  await prompt.click()
  await page.waitForLoadState('networkidle')
  const text = 'Say it in one sentence. '.repeat(3).slice(0, keys)
  const gesture = await measureGesture(open, () => page.keyboard.type(text, { delay: 33 }), keys)
  const written = await prompt.textContent()
  if (written?.includes(text) !== true) throw new Error(`The template holds other words: ${written}`)
  await page.context().close()
  return gesture
}
