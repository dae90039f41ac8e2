import { openNewPipeline } from '../fixtures/canvas.ts'
import { expect, test } from '../fixtures/signalbox.ts'

test('messages are drawn with the editor’s own colours and type, wherever they hang in the page', async ({
  page,
  signalbox,
}) => {
  await openNewPipeline(page, signalbox.address)
  await page.getByLabel('Import from a file').setInputFiles({
    name: 'broken.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"format":'),
  })
  const message = page.getByRole('alertdialog').filter({ hasText: 'not valid JSON' })
  await expect(message).toBeVisible()
  const [look, expected] = await Promise.all([
    message.evaluate((element) => {
      const { backgroundColor, fontFamily } = getComputedStyle(element)
      return { backgroundColor, fontFamily }
    }),
    page.locator('.react-flow').evaluate((element) => getComputedStyle(element).fontFamily),
  ])
  expect(look.fontFamily).toBe(expected)
  expect(look.backgroundColor).toBe('rgb(255, 255, 255)')
})

test('a view that could not be fetched can be reloaded once the server is back', async ({
  page,
  signalbox,
}) => {
  await page.goto(`${signalbox.address}/#/build/support-desk`)
  await expect(page.getByRole('heading', { name: 'Support desk' })).toBeVisible()
  await page.route('**/assets/runs-view*.js', (route) => route.abort('connectionfailed'))
  await page.getByRole('link', { name: 'Runs', exact: true }).click()
  await expect(page.getByText('This view could not be loaded')).toBeVisible()
  await page.unroute('**/assets/runs-view*.js')
  await page.getByRole('button', { name: 'Reload', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Runs', exact: true })).toBeVisible()
})
