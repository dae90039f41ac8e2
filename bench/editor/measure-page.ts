/**
 * Drives a measured page as a person would, 60 events a second. Frames are the differences of `requestAnimationFrame`; the time of
 * the main thread is Chromium's own (CDP `TaskDuration`), which a busy machine disturbs least.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, CDPSession, Page } from '@playwright/test'
import { computePercentile } from '../../runtime/cli/percentile.ts'
import { paintedMessage } from './measured-page.ts'

const events = 120
const eventMs = 1000 / 60
/** Nodes whose state changes in a tick of a run. */
const changesPerTick = 5

export interface Gesture {
  readonly fps: number
  /** Milliseconds. */
  readonly frameP95: number
  /** Milliseconds of the main thread per event. */
  readonly mainMs: number
}

export interface PageFigures {
  readonly drag: Gesture
  readonly pan: Gesture
  readonly live: Gesture
}

interface Place {
  readonly x: number
  readonly y: number
}

/** Where a node can be held, and where there is nothing, in pixels of the page. */
export interface Places {
  readonly grip: Place
  readonly gap: Place
}

export interface OpenPage {
  readonly page: Page
  readonly session: CDPSession
}

/** In a new page with an empty cache, until the first frame with nodes in it. */
export async function openPage(browser: Browser, address: string): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 } })
  const page = await context.newPage()
  const painted = page.waitForEvent('console', (message) => message.text() === paintedMessage)
  await page.goto(address)
  await painted
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable')
  // What loads later, such as panels, is not part of a gesture.
  await page.waitForLoadState('networkidle')
  return { page, session }
}

export async function measurePage(
  open: OpenPage,
  nodes: number,
  { grip, gap }: Places,
): Promise<PageFigures> {
  const { page } = open
  const drag = await measureDrag(open, grip)
  const pan = await measureDrag(open, gap)
  await page.evaluate('globalThis.measuredPage.startRun()')
  await sleep(500)
  const live = await measureGesture(open, async () => {
    for (let tick = 0; tick < events; tick += 1) {
      const changed = Array.from(
        { length: changesPerTick },
        (_, at) => `n${(tick * 7919 + at * 104_729) % nodes}`,
      )
      await paced(tick, page.evaluate(`globalThis.measuredPage.send(${JSON.stringify(changed)})`))
    }
  })
  return { drag, pan, live }
}

async function measureDrag(open: OpenPage, from: Place): Promise<Gesture> {
  const { mouse } = open.page
  await mouse.move(from.x, from.y)
  await mouse.down()
  await mouse.move(from.x + 8, from.y + 8)
  const gesture = await measureGesture(open, async () => {
    for (let step = 0; step < events; step += 1) {
      const angle = (step / events) * 2 * Math.PI
      const to = { x: from.x + 80 * Math.sin(angle), y: from.y + 60 * Math.sin(2 * angle) }
      await paced(step, mouse.move(to.x, to.y))
    }
  })
  await mouse.move(from.x, from.y)
  await mouse.up()
  return gesture
}

let gestureStart = 0

/** Waits for the moment of the next event. */
async function paced(step: number, event: Promise<unknown>): Promise<void> {
  await event
  const rest = gestureStart + (step + 1) * eventMs - performance.now()
  if (rest > 0) await sleep(rest)
}

export async function measureGesture(
  { page, session }: OpenPage,
  perform: () => Promise<void>,
  count = events,
): Promise<Gesture> {
  await page.evaluate(
    `globalThis.frames_ = []; globalThis.watching = true;
     requestAnimationFrame(function watch(now) {
       frames_.push(now)
       if (watching) requestAnimationFrame(watch)
     })`,
  )
  const before = await readTaskMs(session)
  gestureStart = performance.now()
  await perform()
  const mainMs = ((await readTaskMs(session)) - before) / count
  const frames = await page.evaluate<number[]>('globalThis.watching = false; globalThis.frames_')
  const deltas = frames.slice(1).map((at, index) => at - (frames[index] ?? at))
  const seconds = ((frames.at(-1) ?? 0) - (frames[0] ?? 0)) / 1000
  return { fps: deltas.length / seconds, frameP95: computePercentile(deltas, 0.95), mainMs }
}

async function readTaskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
}
