/** How many cards are drawn anew by an event. */
import type { Browser } from '@playwright/test'
import type { OpenPage } from './measure-page.ts'
import { openPage } from './measure-page.ts'

export interface RenderCounts {
  readonly perDragEvent: number
  /** In a tick of a run in which `seenChanges` nodes in sight and 3 others change. */
  readonly perTick: number
}

const dragEvents = 60
const ticks = 40
export const seenChanges = 2

export async function countRenders(browser: Browser, address: string): Promise<RenderCounts> {
  const open = await openPage(browser, `${address}/index.html?nodes=500&counted`)
  const { page } = open
  const box = await page.locator('[data-card="n21"]').boundingBox()
  if (box === null) throw new Error('The node to drag is not in sight.')
  const at = { x: box.x + box.width / 2, y: box.y + 20 }
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  await page.mouse.move(at.x + 8, at.y)
  const drag = await countDuring(open, async () => {
    for (let step = 1; step <= dragEvents; step += 1) await page.mouse.move(at.x + 8 + step, at.y + step)
  })
  await page.mouse.up()

  await page.evaluate('globalThis.measuredPage.startRun()')
  await page.locator('[data-card="n21"]').waitFor()
  const inSight = await page.locator('[data-card]').evaluateAll(readIds)
  const live = await countDuring(open, async () => {
    for (let tick = 0; tick < ticks; tick += 1) {
      const seen = Array.from({ length: seenChanges }, (_, at) => inSight[(tick + at) % inSight.length])
      const changed = [...seen, 'n400', 'n420', 'n440']
      await page.evaluate(`globalThis.measuredPage.send(${JSON.stringify(changed)})`)
      await page.waitForTimeout(50)
    }
  })
  await page.context().close()
  return { perDragEvent: drag / dragEvents, perTick: live / ticks }
}

const readIds = (cards: readonly Element[]): string[] =>
  cards.map((card) => card.getAttribute('data-card') ?? '')

async function countDuring({ page }: OpenPage, perform: () => Promise<void>): Promise<number> {
  const read = async () => {
    const renders = await page.evaluate<Record<string, number>>('globalThis.measuredPage.renders()')
    return Object.values(renders).reduce((sum, count) => sum + count, 0)
  }
  const before = await read()
  await perform()
  return (await read()) - before
}
