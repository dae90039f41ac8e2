import { readFile } from 'node:fs/promises'
import { cardOf, expectSaved } from '../fixtures/canvas.ts'
import { expectAccessible } from '../fixtures/page-look.ts'
import { expect, test } from '../fixtures/signalbox.ts'

test('two versions stand side by side and move in step, with what changed in words', async ({
  page,
  signalbox,
}) => {
  await page.goto(`${signalbox.address}/#/build/support-desk`)
  await page.getByRole('button', { name: 'Pipeline actions' }).click()
  await page.getByRole('menuitem', { name: 'Versions', exact: true }).click()
  await page.getByLabel('What is new in this version').fill('As it came')
  await page.getByRole('button', { name: 'Save version' }).click()
  await expect(page.getByRole('dialog').getByText('As it came')).toBeVisible()
  await page.keyboard.press('Escape')

  await cardOf(page, 'retriever').click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Find articles')
  await page.getByRole('textbox', { name: 'Passages to keep' }).fill('7')
  await page.keyboard.press('Enter')
  await cardOf(page, 'retriever').click()
  await page.keyboard.press('Control+g')
  await page.keyboard.press('n')
  await page.getByRole('group', { name: 'Note', exact: true }).getByRole('textbox').fill('Ask twice')
  await page.keyboard.press('Escape')
  await cardOf(page, 'bank').focus()
  await page.keyboard.press('Delete')
  await expect(cardOf(page, 'bank')).toHaveCount(0)
  await expectSaved(page)
  await page.getByRole('button', { name: 'Pipeline actions' }).click()
  await page.getByRole('menuitem', { name: 'Show changes' }).click()

  const [before, after] = [
    page.getByRole('region', { name: 'Before' }),
    page.getByRole('region', { name: 'After' }),
  ]
  const list = page.getByRole('complementary', { name: 'Changes' })
  await expect(list.getByRole('listitem').filter({ hasText: 'Changed Find articles' })).toContainText(
    'Passages to keep',
  )
  await expect(list.getByRole('listitem').filter({ hasText: 'Added Note "Ask twice"' })).toBeVisible()
  await expect(list.getByRole('listitem').filter({ hasText: 'Added Group "Group"' })).toContainText('Nodes')
  await expect(list.getByText('{')).toHaveCount(0)
  await expect(before.locator('[data-card="bank"][data-mark="removed"]')).toBeVisible()
  await expect(after.locator('[data-card="bank"]')).toHaveCount(0)
  await expect(after.locator('[data-card="retriever"][data-mark="changed"]')).toBeVisible()
  await expect(after.locator('[data-card="intent"][data-mark]')).toHaveCount(0)

  const zoomOf = (side: typeof before) => side.locator('.react-flow__viewport').getAttribute('style')
  await before.locator('.react-flow__pane').hover({ position: { x: 200, y: 60 } })
  await page.mouse.wheel(0, 160)
  await expect.poll(async () => (await zoomOf(before)) === (await zoomOf(after))).toBe(true)
  await list.getByRole('button', { name: 'Find articles' }).click()
  await expect(after.locator('[data-card="retriever"]')).toHaveAttribute('data-selected', 'true')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Back to the canvas' }).click()
  await expect(cardOf(page, 'retriever')).toContainText('Find articles')
  await expect(cardOf(page, 'bank')).toHaveCount(0)
})

test('a pipeline is exported as text and picture, comes back from YAML, and opens read-only by link', async ({
  page,
  signalbox,
}) => {
  await page.goto(`${signalbox.address}/#/build/support-desk`)
  const save = async (name: string) => {
    await page.getByRole('button', { name: 'Pipeline actions' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name }).click()
    return readFile(await (await download).path())
  }
  await cardOf(page, 'retriever').click()
  await page.keyboard.press('Control+g')
  await page.keyboard.press('n')
  await page
    .getByRole('group', { name: 'Note', exact: true })
    .getByRole('textbox')
    .fill('# Why\n\n- it **reads**')
  await page.keyboard.press('Escape')
  const png = await save('Export as PNG')
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  const svg = (await save('Export as SVG')).toString()
  for (const part of ['</svg>', '>Group<', '>Why<', '>• it reads<']) expect(svg).toContain(part)
  const yaml = await save('Export as YAML')
  expect(yaml.toString()).toContain('id: support-desk')

  await page
    .getByLabel('Import')
    .setInputFiles({ name: 'desk.yaml', mimeType: 'application/yaml', buffer: yaml })
  await expect(page).toHaveURL(/#\/build\/support-desk-2/)
  await page
    .getByLabel('Import')
    .setInputFiles({ name: 'broken.yaml', mimeType: 'application/yaml', buffer: Buffer.from('a: [1') })
  await expect(page.getByText('broken.yaml is not valid YAML')).toBeVisible()

  await page.goto(`${signalbox.address}/#/build/support-desk/view`)
  await expect(page.getByText('Read-only')).toBeVisible()
  await expect(page.locator('[data-card="retriever"]')).toBeVisible()
  await page.locator('[data-card="retriever"]').focus()
  await page.keyboard.press('Delete')
  await expect(page.locator('[data-card="retriever"]')).toBeVisible()
  await page.getByRole('button', { name: 'Edit' }).click()
  await expect(page).toHaveURL(/#\/build\/support-desk$/)
})
