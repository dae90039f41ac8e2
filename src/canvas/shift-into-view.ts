/** How far the drawing moves until a card can be seen and wired. */
import type { Point } from '../document/commands.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** Nearer to the edge than 40 px a wire being drawn pans the canvas; at the foot stand the tools. */
const margin = { start: 44, end: 44, foot: 64 }

/**
 * @param card where it stands in the frame, in pixels
 * @returns the least way, or null where nothing of the card is seen
 */
export function shiftIntoView(card: Point & Size, frame: Size): Point | null {
  const isSeen =
    card.x < frame.width && card.y < frame.height && card.x + card.width > 0 && card.y + card.height > 0
  if (!isSeen) return null
  return {
    x: shiftAlong(card.x, card.width, margin.start, frame.width - margin.end),
    y: shiftAlong(card.y, card.height, margin.start, frame.height - margin.foot),
  }
}

/** Where there is no room for all of it, its beginning is seen. */
function shiftAlong(start: number, length: number, least: number, most: number): number {
  if (start < least || length > most - least) return Math.max(0, least - start)
  return Math.min(0, most - (start + length))
}
