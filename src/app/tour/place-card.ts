/** Where the card of the tour stands beside what it points at. */

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const gap = 12

/** Below the target where there is room, else above, else over its lower edge; always inside the window. */
export function placeCard(
  target: Box,
  card: Pick<Box, 'width' | 'height'>,
  window: Pick<Box, 'width' | 'height'>,
): { readonly left: number; readonly top: number } {
  const below = target.top + target.height + gap
  const above = target.top - card.height - gap
  const lowest = window.height - card.height - gap
  const top = below <= lowest ? below : above >= gap ? above : lowest
  const left = Math.min(Math.max(gap, target.left), window.width - card.width - gap)
  return { left: Math.max(gap, left), top: Math.max(gap, top) }
}
