import {
  ask,
  createSlowPipeline,
  expectStatus,
  openDrawer,
  openPipeline,
  refundQuestion,
} from '../fixtures/runs.ts'
import { expect, openSignalbox, test } from '../fixtures/signalbox.ts'

test('a server that dies in mid-run is said plainly, and nothing that arrived is lost', async ({
  page,
  request,
}) => {
  const server = await openSignalbox('start')
  try {
    await createSlowPipeline(request, server.address, 'slow-lost')
    await openPipeline(page, server.address, 'slow-lost')
    const drawer = await openDrawer(page)
    const turn = await ask(page, refundQuestion)
    await expect(turn.getByTestId('streaming-text')).not.toBeEmpty()
    await server.kill()
    await expect(turn.getByText('The connection to the server broke.')).toBeVisible()
    await expect(drawer.getByRole('button', { name: 'Stop' })).toBeVisible()
    // After some attempts it is given up, with a way on.
    await expectStatus(turn, 'interrupted')
    await expect(turn.getByRole('alert')).toContainText('does not answer')
    await expect(turn.getByRole('button', { name: 'Try again' })).toBeVisible()
    await expect(turn.getByTestId('streaming-text')).not.toBeEmpty()
    await expect(turn.getByText(refundQuestion)).toBeVisible()

    await server.restart()
    await page.goto(`${server.address}/#/runs`)
    await expect(page.getByRole('row', { name: /Slow desk/ }).getByText('interrupted')).toBeVisible()
    await page.getByRole('link', { name: refundQuestion }).first().click()
    await expect(page.getByText('The server stopped before the run had ended')).toBeVisible()
  } finally {
    await server.close()
  }
})
