import { cardOf, portOf } from '../fixtures/canvas.ts'
import { inspect, inspectorOf, openPipeline, runnableOf, storedNode } from '../fixtures/inspected.ts'
import { expectAccessible } from '../fixtures/page-look.ts'
import { expect, test } from '../fixtures/signalbox.ts'

test.beforeEach(async ({ page }) => {
  // A fault in the page fails the test that met it.
  page.on('pageerror', (error) => {
    throw error
  })
})

test('a number is slid by keyboard, typed, undone, redone and reset', async ({
  page,
  request,
  signalbox,
}) => {
  await openPipeline(page, request, signalbox, 'numbers')
  const panel = await inspect(page, 'find')
  const slider = panel.getByRole('slider', { name: 'Weight of meaning' })
  const number = panel.getByLabel('Weight of meaning, as a number')
  await slider.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(number).toHaveValue('0.4')
  await number.fill('0.75')
  await expect(slider).toHaveValue('0.75')
  expect(await storedNode(page, request, signalbox, ['numbers', 'find'])).toMatchObject({
    config: { denseWeight: 0.75 },
  })
  await number.press('Control+z')
  await expect(number).not.toHaveValue('0.75')
  await number.press('Control+Shift+z')
  await expect(number).toHaveValue('0.75')
  await panel.getByRole('button', { name: 'Reset Weight of meaning to the default' }).click()
  await expect(number).toHaveValue('0.3')
})

test('what is wrong stays in the field and is said there, until it is right', async ({
  page,
  request,
  signalbox,
}) => {
  await openPipeline(page, request, signalbox, 'faults')
  const panel = await inspect(page, 'find')
  const limit = panel.getByRole('textbox', { name: 'Passages to keep' })
  await limit.fill('12 pieces')
  await expect(panel.getByText('Not a number. Write it like 5 or 0.25.')).toBeVisible()
  // Elsewhere and back: nothing typed is lost.
  await inspect(page, 'intent')
  await inspect(page, 'find')
  await expect(limit).toHaveValue('12 pieces')
  await limit.fill('900')
  await expect(panel.getByText('Must be 200 or less.')).toBeVisible()
  await limit.fill('12')
  await limit.blur()
  await expect(panel.getByText('Must be 200 or less.')).toBeHidden()
  expect(await storedNode(page, request, signalbox, ['faults', 'find'])).toMatchObject({
    config: { limit: 12 },
  })
})

test('another index is picked by typing, and a node renamed in one step', async ({
  page,
  request,
  signalbox,
}) => {
  await request.post(`${signalbox.address}/api/indexes`, { data: { id: 'handbook', name: 'Handbook' } })
  await openPipeline(page, request, signalbox, 'picking')
  const panel = await inspect(page, 'find')
  await expect(panel.getByText(/\d+ articles · built/)).toBeVisible()
  const index = panel.getByRole('combobox', { name: 'Index' })
  await index.fill('Hand')
  await page.getByRole('option', { name: /Handbook/ }).click()
  await expect(panel.getByText('0 articles · not built yet')).toBeVisible()
  await panel.getByRole('button', { name: 'New index' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Timetables')
  await page.keyboard.press('Enter')
  await expect(index).toHaveValue('Timetables')
  await page.keyboard.press('Control+z')
  await expect(index).toHaveValue('Handbook')
  await panel.getByLabel('Name', { exact: true }).pressSequentially('Handbook')
  await expect(cardOf(page, 'find')).toContainText('Handbook')
  expect(await storedNode(page, request, signalbox, ['picking', 'find'])).toMatchObject({
    name: 'Handbook',
    config: { index: 'handbook' },
  })
  await page.keyboard.press('Control+z')
  await expect(panel.getByLabel('Name', { exact: true })).toHaveValue('')
  await index.fill('gone-index')
  await index.press('Enter')
  // The other one is the node of a type that nobody knows.
  await page.getByRole('button', { name: '2 problems' }).click()
  await page.getByRole('button', { name: /Index "gone-index" does not exist/ }).click()
  await expect(index).toBeFocused()
})

test('rules are added, moved and removed; ports follow, and a wire without its rule is broken', async ({
  page,
  request,
  signalbox,
}) => {
  await openPipeline(page, request, signalbox, 'rules')
  const panel = await inspect(page, 'router')
  await panel.getByRole('button', { name: 'Add a rule' }).click()
  await expect(portOf(page, 'router', 'output', 'rule-3')).toBeVisible()
  await expect(panel.getByRole('button', { name: '3. Rule 3', exact: true })).toBeFocused()
  const third = panel.locator('[data-entry="rule-3"]')
  await third.getByLabel('Label').fill('Complaints')
  await third.getByRole('combobox', { name: 'Intents' }).fill('comp')
  await page.getByRole('option', { name: 'complaint' }).click()
  // The list stays open for the next one.
  await expect(page.getByRole('option', { name: 'complaint' })).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(third.getByRole('row', { name: 'complaint' })).toBeVisible()
  await expect(cardOf(page, 'router')).toContainText('Complaints')

  // By keyboard to the top.
  const head = third.getByRole('button', { name: /Complaints/ }).first()
  await head.focus()
  await page.keyboard.press('Alt+ArrowUp')
  await page.keyboard.press('Alt+ArrowUp')
  await expect(panel.getByRole('button', { name: '1. Complaints', exact: true })).toBeFocused()
  const stored = await storedNode(page, request, signalbox, ['rules', 'router'])
  expect(stored?.config['rules']).toMatchObject([
    { id: 'rule-3', label: 'Complaints', input_intent: ['complaint'] },
    { id: 'rule-1' },
    { id: 'rule-2' },
  ])

  await panel.getByRole('button', { name: 'Remove 3. Guests' }).click()
  await expect(page.locator('[data-edge="e5"][data-broken="true"]')).toHaveCount(1)
  await panel.getByRole('button', { name: 'Add a rule' }).click()
  // The new rule does not adopt the broken wire.
  await expect(portOf(page, 'router', 'output', 'rule-4')).toBeVisible()
  await expect(page.locator('[data-edge="e5"][data-broken="true"]')).toHaveCount(1)
})

test('a condition says where it breaks, and rules can be written as text', async ({
  page,
  request,
  signalbox,
}) => {
  await openPipeline(page, request, signalbox, 'conditions')
  const panel = await inspect(page, 'router')
  await panel.getByRole('button', { name: /^2\. Guests/ }).click()
  const condition = panel.getByLabel('Condition')
  await condition.fill('confidence >=')
  await expect(
    panel.getByText('The condition breaks at column 14: a name or value is missing.'),
  ).toBeVisible()
  await condition.fill('confidence >= 0.9 and nobody == 1')
  await expect(panel.getByText('Unknown here: nobody.')).toBeVisible()
  await panel.getByRole('button', { name: 'Insert a name' }).click()
  await page.getByRole('menuitem', { name: /^margin/ }).click()
  await expect(condition).toHaveValue('confidence >= 0.9 and nobody == 1margin')
  await expect(condition).toBeFocused()
  await condition.fill('confidence >= 0.9 and nobody == 1')

  await panel.getByRole('button', { name: 'As text' }).click()
  const text = panel.getByLabel('Rules', { exact: true })
  await expect(text).toHaveValue(
    'Refunds: input_intent in ["refund"] and confidence >= 0.8\nGuests: confidence >= 0.9 and nobody == 1',
  )
  await text.fill('Guests: request.user == null\nRefunds: input_intent in ["refund", "railcard"]')
  const stored = await storedNode(page, request, signalbox, ['conditions', 'router'])
  expect(stored?.config['rules']).toMatchObject([
    { id: 'rule-2', label: 'Guests', when: 'request.user == null' },
    { id: 'rule-1', label: 'Refunds', input_intent: ['refund', 'railcard'] },
  ])
})

test('a prompt completes what lies upstream, underlines what does not, and is undone by words', async ({
  page,
  request,
  signalbox,
}) => {
  await openPipeline(page, request, signalbox, 'prompts')
  const panel = await inspect(page, 'prompt')
  const user = panel.getByRole('textbox', { name: 'User' })
  // The plain field that stands in until the editor is loaded is none of these.
  await expect(panel.locator('.cm-content')).toHaveCount(2)
  await expect(user.locator('.cm-slot-unknown')).toHaveText('customer')
  await expect(panel.getByText(/^Nothing upstream is called customer/)).toBeVisible()
  await user.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' about {{ int')
  await expect(page.getByRole('option', { name: /^intent from Intent classifier/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('option')).toHaveCount(0)
  await expect(user).toBeFocused()
  await page.keyboard.type('e')
  await expect(page.getByRole('option', { name: /^intent/ })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(user).toHaveText('{{ question }} {{ customer }} about {{ intent }}')
  // Offered, but no wire brings it yet.
  await expect(user.locator('.cm-slot-unwired')).toHaveText('intent')
  await panel.getByRole('button', { name: 'Wire intent' }).click()
  await expect(user.locator('.cm-slot-unwired')).toHaveCount(0)
  expect(await storedNode(page, request, signalbox, ['prompts', 'prompt'])).toMatchObject({
    config: { user: '{{ question }} {{ customer }} about {{ intent }}' },
  })
  await user.click()
  await page.keyboard.press('Control+z')
  await expect(user.locator('.cm-slot-unwired')).toHaveText('intent')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(user).toHaveText('{{ question }} {{ customer }} about {{')
  // Tab is no letter here: it leaves.
  await page.keyboard.press('Tab')
  await expect(user).not.toBeFocused()
})

test('each rule shows which of the last requests it would have taken, anew while it is written', async ({
  page,
  request,
  signalbox,
}) => {
  await openPipeline(page, request, signalbox, 'outcomes', runnableOf('outcomes'))
  for (const question of ['How do I get a refund?', 'refund my ticket', 'Where is my bag?']) {
    const run = await request.post(`${signalbox.address}/api/pipelines/outcomes/runs`, {
      data: { inputs: { question } },
    })
    expect(run.ok()).toBe(true)
  }
  const panel = await inspect(page, 'router')
  const refunds = panel.locator('[data-entry="rule-1"]')
  const guests = panel.locator('[data-entry="rule-2"]')
  await expect(refunds.getByText('2 of 3')).toBeVisible()
  await expect(guests.getByText('1 of 3')).toBeVisible()
  await refunds.getByRole('button', { name: /^1\. Refunds/ }).click()
  await refunds.getByRole('button', { name: 'The 2 requests' }).click()
  await expect(refunds.getByRole('button', { name: /refund my ticket.*refund · \d/ })).toBeVisible()
  const condition = refunds.getByLabel('Condition')
  await condition.fill('request.question contains "bag"')
  await expect(refunds.getByText('0 of 3')).toBeVisible()
  await expect(guests.getByText('3 of 3')).toBeVisible()
  await condition.fill('request.question contains "ticket"')
  await expect(refunds.getByText('1 of 3')).toBeVisible()
  await guests.getByRole('button', { name: /^2\. Guests/ }).click()
  await guests.getByRole('button', { name: 'The 2 requests' }).click()
  await guests.getByRole('button', { name: /How do I get a refund.*went to Refunds then/ }).click()
  // The run is on the canvas.
  await expect(cardOf(page, 'router')).toContainText(/\d ms/)
})

test('the wires of a field follow its new name; a JSON field asks for a shape', async ({
  page,
  request,
  signalbox,
}) => {
  await openPipeline(page, request, signalbox, 'fields')
  const panel = await inspect(page, 'in')
  await panel.getByRole('button', { name: /^Question/ }).click()
  const name = panel.locator('[data-entry] input').first()
  await name.fill('My Query')
  await expect(
    panel.getByText('Use small letters, digits and hyphens, beginning with a letter.'),
  ).toBeVisible()
  await name.fill('query')
  await name.press('Enter')
  await expect(portOf(page, 'in', 'output', 'query')).toBeVisible()
  await expect(page.locator('[data-broken="true"]')).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(portOf(page, 'in', 'output', 'question')).toBeVisible()

  // What a JSON field asks for, by property and as text.
  await panel.getByRole('button', { name: 'Add a field' }).click()
  const field = panel.locator('[data-entry="1"]').first()
  await field.getByRole('button', { name: /Type$/ }).click()
  await page.getByRole('option', { name: 'JSON' }).click()
  await field.getByRole('button', { name: 'Ask for a shape' }).click()
  await field.getByRole('button', { name: 'Add a property' }).click()
  await field.getByLabel('Key property-1').fill('seats')
  await field.getByLabel('Key property-1').press('Enter')
  await field.getByText('Required', { exact: true }).last().click()
  const shape = { type: 'object', properties: { seats: { type: 'string' } }, required: ['seats'] }
  const stored = await storedNode(page, request, signalbox, ['fields', 'in'])
  expect(stored?.config['fields']).toMatchObject([{}, { type: 'json', schema: shape }])
  await field.getByRole('button', { name: 'As text' }).click()
  const text = field.getByRole('textbox', { name: 'Shape' })
  await text.fill('{ "type": "seat" }')
  await expect(field.getByText('type: Is none of the choices.')).toBeVisible()
  await text.fill('{ "type": "array", "items": { "type": "integer" } }')
  await field.getByRole('button', { name: 'As a list' }).click()
  await expect(field.getByRole('button', { name: 'Whole number Type' })).toBeVisible()
})

test('a policy is valid before it is stored, and a timeout shows in its folded line', async ({
  page,
  request,
  signalbox,
}) => {
  await openPipeline(page, request, signalbox, 'policy')
  const panel = await inspect(page, 'find')
  await panel.getByRole('button', { name: /^Time, errors, cache/ }).click()
  await panel.getByRole('textbox', { name: 'Timeout' }).fill('0')
  await expect(panel.getByText('Must be 1 or more.')).toBeVisible()
  await panel.getByRole('textbox', { name: 'Timeout' }).fill('5000')
  await panel.getByRole('textbox', { name: 'Attempts' }).fill('3')
  expect(await storedNode(page, request, signalbox, ['policy', 'find'])).toMatchObject({
    policy: { timeoutMs: 5000, retry: { attempts: 3 } },
  })
  await expect(panel.getByRole('button', { name: /5,000 ms · 3 attempts/ })).toBeVisible()
})

test('unknown types, wires, several nodes and the pipeline itself have something to show', async ({
  page,
  request,
  signalbox,
}) => {
  await openPipeline(page, request, signalbox, 'others')
  const panel = inspectorOf(page)
  await expect(panel.getByRole('heading', { name: 'Pipeline' })).toBeVisible()
  await panel.getByLabel('Name', { exact: true }).fill('')
  await expect(panel.getByText('Needs a value.')).toBeVisible()
  await panel.getByLabel('Name', { exact: true }).fill('Renamed')
  await expect(page.getByRole('heading', { name: 'Renamed' })).toBeVisible()

  await inspect(page, 'odd')
  await expect(panel.getByText('The node type "from-the-future" is not installed here.')).toBeVisible()
  await expect(panel.getByText('"secret": 42')).toBeVisible()

  // Beside its middle, where the wire offers to take a node in.
  await page.locator('[data-edge="e4"]').click({ force: true, position: { x: 6, y: 6 } })
  await expect(panel.getByRole('heading', { name: 'Wire' })).toBeVisible()
  await panel.getByRole('button', { name: 'Delete the wire' }).click()
  await expect(page.locator('[data-edge="e4"]')).toHaveCount(0)

  await cardOf(page, 'find').click()
  await cardOf(page, 'intent').click({ modifiers: ['Shift'] })
  await expect(panel.getByRole('heading', { name: '2 nodes' })).toBeVisible()
  await panel.getByRole('button', { name: 'Align left edges' }).click()
  await panel.getByRole('button', { name: 'Mute' }).click()
  await expect(page.locator('[data-card][data-muted="true"]')).toHaveCount(2)
})

test('settings, values and faults are Chinese for a Chinese reader', async ({ page, request, signalbox }) => {
  await page.addInitScript(() => localStorage.setItem('signalbox.locale', 'zh-CN'))
  await openPipeline(page, request, signalbox, 'chinese')
  const panel = await inspect(page, 'find')
  await expect(panel.getByRole('heading', { name: '混合检索器' })).toBeVisible()
  await panel.getByRole('textbox', { name: '保留段落数' }).fill('900')
  await expect(panel.getByText('不能大于 200。')).toBeVisible()
  await inspect(page, 'router')
  await panel.getByRole('button', { name: /^2\. Guests/ }).click()
  await panel.getByRole('textbox', { name: '条件' }).fill('confidence >=')
  await expect(panel.getByText('条件在第 14 列出错：缺少名称或值。')).toBeVisible()
  await inspect(page, 'in')
  await expect(panel.getByText('question · 文本')).toBeVisible()
})

test('the inspector has no accessibility faults', async ({ page, request, signalbox }) => {
  await openPipeline(page, request, signalbox, 'access')
  const panel = await inspect(page, 'router')
  await panel.getByRole('button', { name: /^1\. Refunds/ }).click()
  await panel.getByRole('button', { name: /^Time, errors, cache/ }).click()
  for (const node of ['router', 'find', 'in', 'odd']) {
    await inspect(page, node)
    await expectAccessible(page, node)
  }
})
