/** Backends are made from the address of an engine, at the places where one is chosen. */
import { cardOf } from '../fixtures/canvas.ts'
import { expect, test } from '../fixtures/engine.ts'
import { inspectorOf } from '../fixtures/inspected.ts'
import { expectAccessible } from '../fixtures/page-look.ts'

const node = (id: string, type: string, x: number, config: object = {}) => ({
  id,
  type,
  version: 1,
  config,
  position: { x, y: 0 },
})
const wire = (id: string, from: [string, string], to: [string, string]) => ({
  id,
  from: { node: from[0], port: from[1] },
  to: { node: to[0], port: to[1] },
})

/** Answers questions from the example's articles with a backend of this name. */
const quotes = {
  format: 'signalbox/pipeline',
  version: 1,
  id: 'quotes',
  name: 'Quotes',
  nodes: [
    node('ask', 'input', 0),
    node('find', 'bm25-retriever', 340, { index: 'support-desk' }),
    node('read', 'reader', 680, { backend: 'house' }),
    node('say', 'output', 1020),
  ],
  edges: [
    wire('a', ['ask', 'question'], ['find', 'query']),
    wire('b', ['ask', 'question'], ['read', 'question']),
    wire('c', ['find', 'documents'], ['read', 'documents']),
    wire('d', ['read', 'answer'], ['say', 'value']),
  ],
}

test('a backend that is missing is a problem, is made at its field by keyboard, and answers', async ({
  page,
  request,
  signalbox,
  engine,
}) => {
  const made = await request.post(`${signalbox.address}/api/pipelines`, { data: quotes })
  expect(made.status()).toBe(201)
  await page.goto(`${signalbox.address}/#/build/quotes`)
  await expect(cardOf(page, 'read')).toBeVisible()
  await page.getByRole('button', { name: /problem/ }).click()
  const problem = 'There is no backend "house" here.'
  await page.getByRole('dialog', { name: 'Problems of this pipeline' }).getByText(problem).click()
  const panel = inspectorOf(page)
  const field = panel.getByRole('combobox', { name: 'Backend' })
  await expect(field).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(panel.getByRole('button', { name: 'New backend' })).toBeFocused()
  await page.keyboard.press('Enter')

  const dialog = page.getByRole('dialog', { name: 'New backend' })
  await expect(dialog.getByLabel('Name')).toHaveValue('house')
  const address = dialog.getByLabel('Address')
  await expect(address).toBeFocused()
  await page.keyboard.type('nowhere')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('Is no web address.')).toBeVisible()
  await address.fill('http://127.0.0.1:9/v1')
  await page.keyboard.press('Enter')
  await expect(
    dialog.getByText('Signalbox does not send requests to http://127.0.0.1:9: it is not on the list.'),
  ).toBeVisible()
  await address.fill(engine.address)
  await page.keyboard.press('Enter')
  await expect(dialog.getByText(/serves several models: big-chat, tiny-chat\./)).toBeVisible()
  await expectAccessible(page)
  // What the engine serves can be chosen now, at the field that says so.
  await expect(dialog.getByRole('combobox', { name: 'Model' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option')).toHaveText(['big-chat', 'tiny-chat'])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('combobox', { name: 'Model' })).toHaveValue('tiny-chat')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(field).toHaveValue('house')
  await expect(panel.getByText('over HTTP · base tiny-chat')).toBeVisible()
  await expect(page.getByRole('button', { name: /problem/ })).toBeHidden()

  await page.getByPlaceholder('Ask a question').fill('When can a ticket be returned?')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('answer-text')).toHaveText(
    'As tiny-chat reads it, the first passage says so [1].',
  )
  // What the model names by its number is a passage that opens.
  await page.getByRole('list', { name: 'Quoted from' }).getByRole('button').click()
  await expect(
    page
      .getByRole('dialog')
      .getByText(/ticket/)
      .first(),
  ).toBeVisible()
})

test('a bank gets a backend that is made on the way; in Settings it is changed, and removed once no bank is on it', async ({
  page,
  signalbox,
  engine,
}) => {
  await page.goto(`${signalbox.address}/#/adapters`)
  await page.getByRole('button', { name: 'New bank' }).click()
  const bank = page.getByRole('dialog', { name: 'New bank' })
  await bank.getByLabel('Name').fill('Big desk')
  await bank.getByRole('button', { name: 'New backend' }).click()
  const making = page.getByRole('dialog', { name: 'New backend' })
  await making.getByLabel('Name').fill('Big')
  await making.getByLabel('Address').fill(engine.address)
  await making.getByLabel('Model').fill('huge-chat')
  await making.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(making.getByText('Small letters, digits and hyphens, at most 64.')).toBeVisible()
  await making.getByLabel('Name').fill('big')
  await making.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(
    making.getByText(/does not serve "huge-chat"\. It serves: big-chat, tiny-chat\./),
  ).toBeVisible()
  // The key that an engine asks for is kept on the way, and nothing typed is lost.
  await making.getByRole('button', { name: 'New credential' }).click()
  const keeping = page.getByRole('dialog', { name: 'New credential' })
  await expect(keeping.getByLabel('Address')).toHaveValue(new URL(engine.address).origin)
  await keeping.getByLabel('Name').fill('house-key')
  await keeping.getByLabel('Key', { exact: true }).fill('sk-0123456789')
  await page.keyboard.press('Enter')
  await expect(keeping).toBeHidden()
  await expect(making.getByRole('combobox', { name: 'Credential' })).toHaveValue('house-key')
  await expect(making.getByLabel('Name')).toHaveValue('big')
  await making.getByRole('combobox', { name: 'Model' }).fill('big-chat')
  await page.keyboard.press('Enter')
  await expect(making).toBeHidden()
  await expect(bank.getByRole('button', { name: /^big/ })).toBeVisible()
  await bank.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByText('Backend "big" serves its base model alone.')).toBeVisible()

  await page.goto(`${signalbox.address}/#/settings`)
  const table = page.getByRole('table', { name: 'Backends' })
  const row = table.getByRole('row').filter({ hasText: 'big-chat' })
  await expect(row).toContainText('Big desk')
  // What comes with the server stays as it is.
  await expect(table.getByRole('row').filter({ hasText: 'reader-en' }).getByRole('button')).toHaveCount(0)
  await page.getByRole('button', { name: 'Change big' }).click()
  const change = page.getByRole('dialog', { name: 'Change big' })
  await expect(change.getByLabel('Name')).toHaveCount(0)
  engine.models = ['tiny-chat']
  await change.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(change.getByText(/does not serve "big-chat"\. It serves: tiny-chat\./)).toBeVisible()
  engine.models = ['big-chat', 'tiny-chat']
  await change.getByLabel('Address').fill(`${engine.address}/`)
  await change.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(change).toBeHidden()
  await expect(row).toContainText(engine.address)
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Remove big' }).click()
  const remove = page.getByRole('dialog', { name: 'Remove big' })
  await expect(remove.getByRole('button', { name: 'Remove', exact: true })).toBeDisabled()
  await remove.getByRole('link', { name: 'Big desk' }).click()
  await page.getByRole('button', { name: 'Remove Big desk' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  // Another bank is shown, and the focus stays with the button.
  await expect(page.getByRole('button', { name: /^Remove / })).toBeFocused()
  await page.goto(`${signalbox.address}/#/settings`)
  await page.getByRole('button', { name: 'Remove big' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(row).toHaveCount(0)
  // Its row is gone, and with it what was pressed.
  await expect(page.getByRole('button', { name: 'New backend' })).toBeFocused()
})
