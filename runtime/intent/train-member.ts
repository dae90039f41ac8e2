/** What the trainers of both members share. */
import type { Pacer } from '../core/pacer.ts'

export interface MemberOptions {
  readonly seed: number
  readonly pacer: Pacer
  /** `share` 0 to 1. */
  readonly onProgress: (share: number) => void
  /** @default 'auto' */
  readonly kernels?: 'auto' | 'plain'
}

/** Reports and lets others run when it is time to. */
export async function giveWay({ pacer, onProgress }: MemberOptions, share: number): Promise<void> {
  if (!pacer.isDue()) return
  onProgress(share)
  await pacer.pause()
}

/** A clock is read once in so many rows. */
export const rowsBetweenPauses = 64
