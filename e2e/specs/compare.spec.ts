import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { dropFile, expectAccessible, setLook } from '../fixtures/page-look.ts'
import { expect, test } from '../fixtures/signalbox.ts'

const rowsArea = 'section[aria-label="Rows"] > div:nth-child(2)'
const experimentName = 'Does routing pay?'
const experiment = 'does-routing-pay'

interface Question {
  readonly id: string
  readonly question: string
  readonly answers: readonly string[]
  readonly intent: string
  readonly split: string
}

/** Some of the example's test questions as a spreadsheet would hold them. */
async function questionsAsCsv(): Promise<string> {
  const file = new URL('../../examples/support-desk/questions-en-1.jsonl', import.meta.url)
  const lines = (await readFile(file, 'utf8')).trim().split('\n')
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
  const rows = lines
    .map((line) => JSON.parse(line) as Question)
    .filter(({ split, answers }) => split === 'test' && answers.length > 0)
    .slice(0, 40)
    .map(({ question, answers, intent }) => [question, answers.join('|'), intent].map(quote).join(','))
  return ['question,answers,intent', ...rows, ''].join('\n')
}

async function chooseOption(page: Page, label: RegExp, option: string): Promise<void> {
  await page.getByRole('button', { name: label }).click()
  await page.getByRole('option', { name: new RegExp(`^${option}`) }).click()
}

test.describe.configure({ mode: 'serial' })

test('a CSV becomes a dataset, a preset the variants, and the run a table with verdicts', async ({
  page,
  signalbox,
}) => {
  await page.goto(`${signalbox.address}/#/datasets`)
  await page.getByRole('button', { name: 'New dataset' }).first().click()
  await page.getByLabel('Name').fill('Desk questions')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByText('No rows yet')).toBeVisible()
  await dropFile(page, rowsArea, 'desk.csv', await questionsAsCsv())
  await page.getByRole('dialog').getByRole('button', { name: 'Import 40 rows' }).click()
  await expect(page.getByText('40 of 40')).toBeVisible()

  await page.goto(`${signalbox.address}/#/compare`)
  await page.reload()
  await expect(page.getByText('No experiment yet')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'New experiment' }).click()
  // What is missing is said once somebody tries.
  await page.getByRole('button', { name: 'Create and start' }).click()
  await expect(page.getByRole('alert')).toContainText('Choose a dataset.')
  await expect(page.getByRole('alert')).toContainText('Add at least one variant.')
  await page.getByLabel('Name').fill(experimentName)
  await chooseOption(page, /Dataset$/, 'Desk questions')
  await page.getByRole('button', { name: 'Presets' }).click()
  await page.getByRole('menuitem', { name: /^Base only, routed, oracle/ }).click()
  await expect(page.getByRole('list', { name: 'Variants' }).getByRole('region')).toHaveCount(3)
  await expect(page.getByText('360 cells: every row on 3 variants.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Create and start' }).click()

  await expect(page.getByRole('heading', { name: experimentName })).toBeVisible()
  await expect(page.getByText('complete', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(/^Routed: .* in F1/)).toBeVisible()
  const routed = page.locator('tbody[data-variant="routed"]')
  await expect(routed.locator('[data-column="n"]')).toHaveText(/^40/)
  await expect(routed.locator('[data-column="f1"]')).toHaveText(/^\d+\.\d \[\d+\.\d, \d+\.\d\]n = 40/)
  await expect(routed.locator('[data-column="verdict"]')).toHaveText(/(better|worse|undecided)\s*F1/)
  await expect(page.locator('tbody[data-variant="oracle"] [data-column="regret"]')).toContainText('0.0')
  await chooseOption(page, /Baseline$/, 'Routed')
  await expect(page.getByText(/^Base only: .* in F1/)).toBeVisible()
  await expect(routed.getByText('Baseline', { exact: true })).toBeVisible()
})

test('columns are chosen and sorted by keyboard, and the choice is remembered', async ({
  page,
  signalbox,
}) => {
  await page.goto(`${signalbox.address}/#/compare/${experiment}`)
  const head = page.getByRole('columnheader', { name: 'F1' })
  await head.getByRole('button').focus()
  await page.keyboard.press('Enter')
  await expect(head).toHaveAttribute('aria-sort', 'descending')
  await expect(page.getByRole('rowheader').first()).toContainText('Oracle')
  await page.getByRole('button', { name: 'Columns' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('p99')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('columnheader', { name: 'p99 time' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'p99 time' })).toBeVisible()
})

test('rows are narrowed to disagreements, and one opens with answers side by side and its trace', async ({
  page,
  signalbox,
}) => {
  await page.goto(`${signalbox.address}/#/compare/${experiment}/rows`)
  await expect(page.getByText('40 of 40 rows')).toBeVisible()
  // Answers can differ where the scores are the same.
  const shown = page.getByText(/^\d+ of 40 rows$/)
  await chooseOption(page, /Show$/, 'Different scores')
  await expect(shown).not.toHaveText('40 of 40 rows')
  const byScore = parseInt((await shown.textContent()) ?? '', 10)
  await chooseOption(page, /Show$/, 'Different answers')
  await expect(shown).not.toHaveText(`${byScore} of 40 rows`)
  expect(parseInt((await shown.textContent()) ?? '', 10)).toBeGreaterThan(byScore)
  const grid = page.getByRole('table', { name: /^F1 of every row and variant/ })
  await grid.getByRole('link').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const detail = page.getByRole('region', { name: 'Row', exact: true })
  await expect(detail.getByRole('region', { name: 'Base only' })).toBeVisible()
  const routed = detail.getByRole('region', { name: 'Routed' })
  await expect(routed.getByTestId('decision-chip')).toBeVisible()
  await expect(routed.getByText('Route', { exact: true }).locator('..').locator('ins')).toContainText('@')
  await expect(detail.getByRole('region', { name: 'Oracle' }).getByRole('listitem')).toHaveCount(7)
  await expectAccessible(page)
  const question = await detail.getByRole('heading').first().textContent()
  await routed.getByRole('button', { name: /trace$/ }).click()
  await expect(page.getByRole('heading', { name: question ?? '' })).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Waterfall' })).toBeVisible()
})

test('another threshold is tried on stored results and saved as a revision', async ({
  page,
  request,
  signalbox,
}) => {
  await page.goto(`${signalbox.address}/#/compare/${experiment}/threshold`)
  const figures = page.getByTestId('threshold-figures')
  await expect(figures).toContainText(/Coverage\d+(\.\d)? % \[\d+\.\d, \d+\.\d\]was/)
  await expect(figures).toContainText(/F1\d+\.\d \[\d+\.\d, \d+\.\d\]was/)
  await expect(figures).toContainText(/p50 time\S+ ms \[\S+, \S+\]was/)
  await expect(figures.getByTestId('whisker')).toHaveCount(5)
  const before = await figures.textContent()
  const slider = page.getByRole('slider', { name: 'Threshold' })
  await slider.focus()
  for (let step = 0; step < 12; step += 1) await page.keyboard.press('PageUp')
  await expect(slider).toHaveValue('1')
  await expect(figures).not.toHaveText(before ?? '')
  await expect(figures).toContainText('Coverage0 %')
  await page.keyboard.press('PageDown')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save as a new revision' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('textbox')).toHaveValue(/^Threshold 0\.90, from experiment/)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog.getByText(/^Saved as revision [0-9a-f]{12}/)).toBeVisible()
  const draft = await request.get(`${signalbox.address}/api/pipelines/support-desk`)
  const { document } = (await draft.json()) as {
    document: { nodes: { id: string; config: { threshold?: number } }[] }
  }
  expect(document.nodes.find(({ id }) => id === 'bank')?.config.threshold).toBe(0.9)
  const revisions = await request.get(`${signalbox.address}/api/pipelines/support-desk/revisions`)
  const { items } = (await revisions.json()) as { items: { note: string }[] }
  expect(items.some(({ note }) => note.startsWith('Threshold 0.90'))).toBe(true)
})

test('the report is exported in every format', async ({ page, signalbox }) => {
  await page.goto(`${signalbox.address}/#/compare/${experiment}`)
  const expected = { HTML: '<!doctype html>', Markdown: 'Routed', CSV: 'variant', JSON: '"isComplete"' }
  for (const [name, part] of Object.entries(expected)) {
    await page.getByRole('button', { name: 'Export' }).click()
    const waiting = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click()
    const file = await waiting
    expect(file.suggestedFilename()).toMatch(/^Does-routing-pay-?\.(html|md|csv|json)$/)
    expect((await readFile(await file.path(), 'utf8')).toLowerCase()).toContain(part.toLowerCase())
  }
})

test('an experiment is duplicated, stopped, resumed, removed and brought back', async ({
  page,
  signalbox,
}) => {
  await page.goto(`${signalbox.address}/#/compare`)
  await page.getByRole('button', { name: `Duplicate ${experimentName}` }).click()
  await expect(page.getByLabel('Name').first()).toHaveValue(`${experimentName} (copy)`)
  await page.getByRole('textbox', { name: 'Repetitions' }).fill('20')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Create and start' }).click()
  await expect(page.getByRole('progressbar')).toContainText(/left$/)
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(page.getByText('stopped', { exact: true })).toBeVisible()
  await expect(page.getByText(/^Partial: /)).toBeVisible()
  await expect(page.getByText(/^Nothing is compared while cells are missing/)).toBeVisible()
  await page.getByRole('button', { name: /Baseline$/ }).click()
  const partial = page.getByRole('option', { name: /^Routed/ })
  await expect(partial).toHaveAttribute('aria-disabled', 'true')
  await expect(partial).toContainText(/\d+ of 800 cells: partial, and so no baseline/)
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'Threshold' }).click()
  await expect(page.getByText('No threshold is tried on partial results')).toBeVisible()
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await expect(page.getByRole('progressbar')).toContainText(/left$/)
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await page.getByRole('button', { name: 'All experiments' }).click()
  const copy = page.getByRole('link', { name: `${experimentName} (copy)` })
  await page.getByRole('button', { name: `Remove ${experimentName} (copy)` }).click()
  await expect(copy).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(copy).toBeVisible()
})

test('every tab is accessible, in Chinese, in both themes', async ({ page, signalbox }) => {
  await setLook(page, { theme: 'system', locale: 'zh-CN' })
  for (const tab of ['results', 'charts', 'rows', 'threshold', 'setup']) {
    await page.goto(`${signalbox.address}/#/compare/${experiment}/${tab}`)
    await page.reload()
    await expect(page.getByRole('tabpanel')).toBeVisible()
    if (tab === 'charts')
      await expect(page.getByRole('img').filter({ has: page.locator('svg') })).toHaveCount(4)
    else if (tab === 'threshold') await expect(page.getByRole('slider')).toBeVisible()
    else if (tab === 'rows') await expect(page.getByRole('link').first()).toBeVisible()
    await expectAccessible(page)
  }
})
