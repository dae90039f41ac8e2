/**
 * The second half of `bench -- threshold`: how soon the page shows another threshold's figures, in Chromium, with the built server
 * behind it. The requests are the worked example's, repeated under other ids, routed and run on every adapter.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { seedExample } from '../runtime/cli/example/seed-example.ts'
import { packageRoot } from '../runtime/cli/package-info.ts'
import type { DatasetRow } from '../runtime/core/wire/datasets.ts'
import { createRuntime } from '../runtime/node.ts'
import { serveBuilt } from './built-server.ts'
import { openChromium } from './chromium.ts'

const desk = 'support-desk'
const moves = 60
const restMs = 400

/** Milliseconds from a movement of the pointer to the frame that shows what follows from it, one a movement. */
export interface DrawnMoves {
  readonly requests: number
  /** To the figures. */
  readonly figuresMs: readonly number[]
  /** To the last change: intervals and chart. */
  readonly everythingMs: readonly number[]
}

export async function measureDrawnMoves(requests: number): Promise<DrawnMoves> {
  const dataDir = await mkdtemp(join(tmpdir(), 'signalbox-threshold-'))
  try {
    const experiment = await runExperiment(dataDir, requests)
    const { address, stop } = await serveBuilt(dataDir)
    const browser = await openChromium()
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
      await page.goto(`${address}/#/compare/${experiment}/threshold`)
      await page.getByTestId('threshold-figures').getByTestId('whisker').first().waitFor()
      return { requests, ...(await dragSlider(page)) }
    } finally {
      await browser.close()
      stop()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function runExperiment(dataDir: string, requests: number): Promise<string> {
  const runtime = await createRuntime({ dataDir })
  try {
    const { datasets, experiments } = runtime.services
    const silent = { say: () => undefined, progress: () => undefined }
    const example = join(packageRoot(), 'examples', desk)
    await seedExample(runtime.services, example, silent, join(dataDir, 'example.json'))
    const questions: DatasetRow[] = []
    for await (const batch of datasets.read(desk)) questions.push(...batch)
    const repeated = Array.from({ length: requests }, (_, at) => {
      const { id, ...row } = questions[at % questions.length] ?? fail()
      return { ...row, id: `${id}-${at}` }
    })
    await datasets.create({ id: 'repeated', name: 'Repeated' })
    await datasets.putRows('repeated', repeated)
    const { id } = await experiments.create({
      name: 'Threshold',
      dataset: 'repeated',
      baseline: 'routed',
      concurrency: 2,
      traces: 'none',
      variants: [
        { id: 'routed', name: 'Routed', pipeline: desk },
        { id: 'oracle', name: 'Oracle', pipeline: desk, oracle: desk },
      ],
    })
    await experiments.start(id)
    const { state } = await experiments.wait(id)
    if (state !== 'complete') throw new Error(`The experiment is ${state}.`)
    return id
  } finally {
    await runtime.close()
  }
}

function fail(): never {
  throw new Error('The example has no questions.')
}

async function dragSlider(page: Page): Promise<Omit<DrawnMoves, 'requests'>> {
  const track = await page
    .getByRole('slider', { name: 'Threshold' })
    .locator('xpath=ancestor::*[@role="group"]')
    .boundingBox()
  const thumb = await page.getByRole('slider', { name: 'Threshold' }).locator('xpath=..').boundingBox()
  if (track === null || thumb === null) throw new Error('There is no slider.')
  await page.evaluate(watchFigures)
  const y = thumb.y + thumb.height / 2
  await page.mouse.move(thumb.x + thumb.width / 2, y)
  await page.mouse.down()
  const figuresMs: number[] = []
  const everythingMs: number[] = []
  for (let move = 0; move < moves; move += 1) {
    const share = 0.05 + (0.9 * move) / (moves - 1)
    await page.mouse.move(track.x + share * track.width, y)
    await page.waitForTimeout(restMs)
    const drawn = await page.evaluate(() => window.drawnMs.splice(0))
    // A movement within a step of the slider changes nothing.
    if (drawn.length === 0) continue
    figuresMs.push(drawn[0] ?? 0)
    everythingMs.push(drawn.at(-1) ?? 0)
  }
  await page.mouse.up()
  return { figuresMs, everythingMs }
}

declare global {
  interface Window {
    /** After each change of the figures or the chart, when its frame was drawn: ms after the last movement of the pointer. */
    drawnMs: number[]
  }
}

/** Runs in the page. */
function watchFigures(): void {
  let movedMs = 0
  window.drawnMs = []
  window.addEventListener('pointermove', ({ timeStamp }) => (movedMs = timeStamp), { capture: true })
  const figures = document
    .querySelector('[data-testid="threshold-figures"]')
    ?.closest('section, div[class*="figures"]')
  if (!figures) throw new Error('There are no figures.')
  const channel = new MessageChannel()
  // A message posted from a frame's callback comes after that frame was drawn.
  channel.port1.onmessage = () => window.drawnMs.push(performance.now() - movedMs)
  new MutationObserver(() => requestAnimationFrame(() => channel.port2.postMessage(null))).observe(figures, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  })
}
