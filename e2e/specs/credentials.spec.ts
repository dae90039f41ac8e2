import { cardOf } from '../fixtures/canvas.ts'
import { inspectorOf } from '../fixtures/inspected.ts'
import { expectAccessible } from '../fixtures/page-look.ts'
import { expect, test } from '../fixtures/signalbox.ts'

const secret = 'sk-canary-7f3a91c2e4d6'

test('a credential that is missing is a problem, is made at its field by keyboard, and is replaced and forgotten in Settings', async ({
  page,
  request,
  signalbox,
}) => {
  const credentials = async () => (await request.get(`${signalbox.address}/api/credentials`)).text()
  const model = { baseUrl: 'https://api.example.com/v1', model: 'tiny', credential: 'engine' }
  await request.post(`${signalbox.address}/api/pipelines`, {
    data: {
      format: 'signalbox/pipeline',
      version: 1,
      id: 'asks',
      name: 'Asks an engine',
      nodes: [{ id: 'model', type: 'chat-model', version: 1, config: model, position: { x: 0, y: 0 } }],
      edges: [],
    },
  })
  const saved = await request.post(`${signalbox.address}/api/pipelines/asks/revisions`, { data: {} })
  const { hash: revision } = (await saved.json()) as { hash: string }
  const desk = { id: 'desk', type: 'sub-pipeline', version: 1, name: 'Desk', position: { x: 0, y: 0 } }
  await request.post(`${signalbox.address}/api/pipelines`, {
    data: {
      format: 'signalbox/pipeline',
      version: 1,
      id: 'outer',
      name: 'Outer',
      nodes: [{ ...desk, config: { pipeline: { id: 'asks', revision } } }],
      edges: [],
    },
  })
  // Inside a stored sub-pipeline it is a problem of the node that runs that, and leads in there.
  await page.goto(`${signalbox.address}/#/build/outer`)
  const inside = /^In "Desk › Chat model": The credential "engine" is not set on this server\./
  await expect(cardOf(page, 'desk')).toBeVisible()
  await page.getByRole('button', { name: /problems/ }).click()
  await page.getByRole('dialog', { name: 'Problems of this pipeline' }).getByText(inside).click()
  await expect(cardOf(page, 'model')).toHaveAttribute('data-selected', 'true')
  await expect(page).toHaveURL(/#\/build\/outer\/in\/desk$/)

  await page.goto(`${signalbox.address}/#/build/asks`)
  await expect(cardOf(page, 'model')).toBeVisible()
  await page.getByRole('button', { name: /problems/ }).click()
  const problem = 'The credential "engine" is not set on this server.'
  await page.getByRole('dialog', { name: 'Problems of this pipeline' }).getByText(problem).click()
  const panel = inspectorOf(page)
  const field = panel.getByRole('combobox', { name: 'Credential' })
  await expect(field).toHaveValue('engine')
  await expect(panel.getByText(problem)).toBeVisible()

  // The problem has led into the field, whose list is open; the way on is the keyboard's.
  await expect(field).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(panel.getByRole('button', { name: 'New credential' })).toBeFocused()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'New credential' })
  await expect(dialog.getByLabel('Name')).toHaveValue('engine')
  await expect(dialog.getByLabel('Address')).toHaveValue('https://api.example.com')
  const key = dialog.getByLabel('Key', { exact: true })
  await expect(key).toBeFocused()
  await expect(key).toHaveAttribute('type', 'password')
  await page.keyboard.type('short')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('At least 8 characters, without spaces or line ends.')).toBeVisible()
  await expectAccessible(page)
  await key.fill(secret)
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(panel.getByText(problem)).toBeHidden()
  await expect(panel.getByText('https://api.example.com', { exact: true })).toBeVisible()
  expect(await credentials()).toContain('"name":"engine"')

  await page.goto(`${signalbox.address}/#/settings`)
  await page.getByRole('button', { name: 'Replace engine' }).click()
  const replace = page.getByRole('dialog', { name: 'Replace engine' })
  await replace.getByLabel('Address').fill('https://eu.example.com')
  await replace.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(
    replace.getByText('Another address needs the key entered again.', { exact: true }),
  ).toBeVisible()
  await replace.getByLabel('Key', { exact: true }).fill(secret)
  await replace.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('cell', { name: 'https://eu.example.com' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Remove engine' }).click()
  const remove = page.getByRole('dialog', { name: 'Remove engine' })
  await expect(remove.getByRole('link', { name: 'Asks an engine' })).toBeVisible()
  await remove.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByText('None yet.')).toBeVisible()
  expect(await credentials()).toBe('{"items":[]}')
  expect(await page.content()).not.toContain('canary')
})
