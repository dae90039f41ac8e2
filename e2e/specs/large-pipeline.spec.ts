import { expect, test } from '@playwright/test'
import { countRenders, seenChanges } from '../../bench/editor/count-renders.ts'
import { openHostPage } from '../../bench/editor/open-host-page.ts'

test('on a canvas of 500 nodes a drag draws one card anew, and a run those that changed', async ({
  browser,
}) => {
  const host = await openHostPage()
  try {
    const { perDragEvent, perTick } = await countRenders(browser, host.address)
    expect(perDragEvent).toBeGreaterThan(0)
    expect(perDragEvent).toBeLessThanOrEqual(1)
    expect(perTick).toBeGreaterThan(0)
    expect(perTick).toBeLessThanOrEqual(seenChanges)
  } finally {
    await host.close()
  }
})
