/**
 * First paint as the browser of a person does it: no tool is attached to the page while it loads. With one attached V8 reads a script
 * anew for each error that is made in it, to know its lines; React makes five, which cost 11 ms of the editor's page and none of
 * litegraph's. Time counts from the request of the page, since the tool holds it for some milliseconds before.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, CDPSession } from '@playwright/test'
import { median } from '../engine/compare.ts'
import type { PairedDifference } from '../paired.ts'
import { comparePaired } from '../paired.ts'
import type { HostPage, ToldPaint } from './open-host-page.ts'

/** What loads after the first frame is not to be under way when the next page is opened. */
const settleMs = 700
const viewport = { width: 1600, height: 900 } as const

export interface PaintFigures {
  /** Median, milliseconds from the request of the page to the first frame with nodes in it. */
  readonly ourMs: number
  readonly theirMs: number
  /** Ours over theirs: geometric mean over the pairs, with its interval. */
  readonly ratio: Pick<PairedDifference, 'mean' | 'low' | 'high'>
}

/** Opens the two pages in turn, A B B A, each in a context of its own with an empty cache; the first opening of each is not counted. */
export async function comparePaints(
  browser: Browser,
  host: HostPage,
  nodes: number,
  rounds: number,
): Promise<PaintFigures> {
  const session = await browser.newBrowserCDPSession()
  const windowHeight = viewport.height + (await measureFrame(session, host))
  const open = async (path: string): Promise<number> => {
    const { ms, width, height } = await openOnce(session, host, `${path}?nodes=${nodes}`, windowHeight)
    if (width !== viewport.width || height !== viewport.height)
      throw new Error(`The page is ${width} × ${height} pixels.`)
    return ms
  }
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let round = 0; round <= rounds; round += 1) {
    const pair: [number, number] = [0, 0]
    for (const at of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const))
      pair[at] = await open(at === 0 ? 'index.html' : 'litegraph/index.html')
    if (round === 0) continue
    ours.push(pair[0])
    theirs.push(pair[1])
  }
  await session.detach()
  const logs = comparePaired(theirs.map(Math.log), ours.map(Math.log))
  const ratio = { mean: Math.exp(logs.mean), low: Math.exp(logs.low), high: Math.exp(logs.high) }
  return { ourMs: median(ours), theirMs: median(theirs), ratio }
}

/** How much of a window's height is not the page's. */
async function measureFrame(session: CDPSession, host: HostPage): Promise<number> {
  const { height } = await openOnce(session, host, 'litegraph/index.html?nodes=2', viewport.height)
  return viewport.height - height
}

async function openOnce(
  session: CDPSession,
  host: HostPage,
  path: string,
  height: number,
): Promise<ToldPaint> {
  const { browserContextId } = await session.send('Target.createBrowserContext')
  const paint = host.nextPaint()
  const url = `${host.address}/${path}`
  await session.send('Target.createTarget', { url, browserContextId, width: viewport.width, height })
  try {
    const told = await Promise.race([paint, sleep(30_000, undefined, { ref: false })])
    if (told === undefined) throw new Error(`${path} did not say that it was painted.`)
    await sleep(settleMs)
    return told
  } finally {
    await session.send('Target.disposeBrowserContext', { browserContextId })
  }
}
