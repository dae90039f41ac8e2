/** Where the card of the tour stands beside what it points at. */

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const gap = 12

/** Below the target where there is room, else at its right, else above, else over its lower edge; always inside the window. */
export function placeCard(
  target: Box,
  card: Pick<Box, 'width' | 'height'>,
  window: Pick<Box, 'width' | 'height'>,
): { readonly left: number; readonly top: number } {
  const below = target.top + target.height + gap
  const beside = target.left + target.width + gap
  const above = target.top - card.height - gap
  const lowest = window.height - card.height - gap
  const rightmost = window.width - card.width - gap
  // What a target belongs to, an answer for one, stands above it.
  if (below > lowest && beside <= rightmost) return { left: beside, top: clamp(target.top, lowest) }
  const top = below <= lowest ? below : above >= gap ? above : lowest
  return { left: clamp(target.left, rightmost), top: Math.max(gap, top) }
}

const clamp = (at: number, most: number) => Math.max(gap, Math.min(at, most))
