/**
 * `bench -- editor [ROUNDS]`: the built editor in Chromium, on 500 and 2,000 nodes at full size, beside litegraph on the same graph
 * where `bench/peers` is installed; then the undo of a large paste, and typing in a prompt.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { packageRoot } from '../runtime/cli/package-info.ts'
import { openChromium } from './chromium.ts'
import { median } from './engine/compare.ts'
import { measurePaste, measureTyping } from './editor/measure-editing.ts'
import type { Gesture, PageFigures, Places } from './editor/measure-page.ts'
import { measurePage, openPage } from './editor/measure-page.ts'
import type { PaintFigures } from './editor/measure-paints.ts'
import { comparePaints } from './editor/measure-paints.ts'
import { openHostPage } from './editor/open-host-page.ts'
import { countRenders, seenChanges } from './editor/count-renders.ts'
import type { Cell } from './record-table.ts'
import { formatTable, recordTable } from './record-table.ts'

/** First paint over litegraph's; the longest frame of 20 in a gesture, in milliseconds. */
const gates = { paint: { 500: 1.2, 2000: 0.8 }, frameP95: 17.4, undoMs: 100 } as const

type Size = keyof typeof gates.paint

const paintRounds = 60

export async function runEditorBench(args: readonly string[]): Promise<number> {
  const rounds = Number(args[0] ?? 3)
  const hasPeer = existsSync(join(packageRoot(), 'bench/peers/node_modules/@comfyorg/litegraph'))
  if (!hasPeer)
    process.stderr.write('litegraph is not installed: npm install --ignore-scripts --prefix bench/peers\n')
  const host = await openHostPage()
  const browser = await openChromium()
  try {
    const rows: Cell[][] = []
    const missed: string[] = []
    for (const size of [500, 2000] as const) {
      const paint = hasPeer ? await comparePaints(browser, host, size, paintRounds) : null
      const samples = { ours: [] as PageFigures[], theirs: [] as PageFigures[] }
      for (let round = 0; round < rounds; round += 1) {
        samples.ours.push(await measureOurs(browser, host.address, size))
        if (hasPeer) samples.theirs.push(await measureTheirs(browser, host.address, size))
      }
      rows.push(...describeSize(size, { paint, ...samples }, missed))
    }
    const paste = await measurePaste(browser, host.address)
    const typing = await measureTyping(browser, host.address)
    const renders = await countRenders(browser, host.address)
    if (paste.undoMs >= gates.undoMs) missed.push(`undo of a paste ${paste.undoMs.toFixed(0)} ms`)
    recordTable(
      'editor',
      [
        formatTable(['nodes', 'what', 'first paint ms', 'drag fps, p95, main ms', 'pan', 'live run'], rows),
        '',
        `Undo of a paste of 500 nodes beside 500: ${paste.undoMs.toFixed(0)} ms (the paste ${paste.pasteMs.toFixed(0)} ms), from the key to the frame.`,
        `A key in a prompt with 500 nodes on the canvas: frame at p95 ${typing.frameP95.toFixed(1)} ms, ${typing.mainMs.toFixed(1)} ms of the main thread.`,
        `Cards drawn: ${renders.perDragEvent.toFixed(2)} an event of a drag, ${renders.perTick.toFixed(2)} a tick of a run in which ${seenChanges} nodes in sight and 3 others change.`,
        missed.length === 0 ? 'Every gate is met.' : `Missed: ${missed.join('; ')}.`,
      ].join('\n'),
    )
    return missed.length === 0 ? 0 : 1
  } finally {
    await browser.close()
    await host.close()
  }
}

async function measureOurs(browser: Browser, address: string, nodes: number): Promise<PageFigures> {
  const open = await openPage(browser, `${address}/index.html?nodes=${nodes}`)
  const box = await open.page.locator('[data-card="n21"]').boundingBox()
  if (box === null) throw new Error('The node to drag is not in sight.')
  const places: Places = {
    grip: { x: box.x + box.width / 2, y: box.y + 20 },
    gap: { x: box.x + box.width / 2, y: box.y + box.height + 20 },
  }
  const figures = await measurePage(open, nodes, places)
  await open.page.context().close()
  return figures
}

async function measureTheirs(browser: Browser, address: string, nodes: number): Promise<PageFigures> {
  const open = await openPage(browser, `${address}/litegraph/index.html?nodes=${nodes}`)
  // n21 stands at 368, 276; its title is above that, its body 130 high.
  const figures = await measurePage(open, nodes, { grip: { x: 450, y: 264 }, gap: { x: 450, y: 416 } })
  await open.page.context().close()
  return figures
}

interface SizeFigures {
  /** Null where the peer is not installed. */
  readonly paint: PaintFigures | null
  readonly ours: readonly PageFigures[]
  readonly theirs: readonly PageFigures[]
}

function describeSize(size: Size, { paint, ours, theirs }: SizeFigures, missed: string[]): Cell[][] {
  for (const gesture of ['drag', 'pan', 'live'] as const) {
    const p95 = median(ours.map((sample) => sample[gesture].frameP95))
    if (size === 500 && p95 > gates.frameP95) missed.push(`${gesture} at ${size}: p95 ${p95.toFixed(1)} ms`)
  }
  const row = (name: string, samples: readonly PageFigures[], paintText: string): Cell[] => [
    size,
    name,
    paintText,
    ...(['drag', 'pan', 'live'] as const).map((gesture) =>
      describe(samples.map((sample) => sample[gesture])),
    ),
  ]
  if (paint === null) {
    missed.push(`first paint at ${size} was not compared`)
    return [row('Signalbox', ours, 'not compared')]
  }
  const { mean, low, high } = paint.ratio
  if (mean > gates.paint[size]) missed.push(`first paint at ${size}: ${mean.toFixed(2)} of litegraph's`)
  const ratioText = `${mean.toFixed(2)}× [${low.toFixed(2)}, ${high.toFixed(2)}]`
  return [
    row('Signalbox', ours, `${paint.ourMs.toFixed(0)} (${ratioText})`),
    row('litegraph', theirs, paint.theirMs.toFixed(0)),
  ]
}

function describe(gestures: readonly Gesture[]): string {
  const of = (read: (gesture: Gesture) => number) => median(gestures.map(read))
  return `${of(({ fps }) => fps).toFixed(0)}, ${of(({ frameP95 }) => frameP95).toFixed(1)}, ${of(({ mainMs }) => mainMs).toFixed(1)}`
}
