import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures/signalbox.ts'

interface RunReply {
  readonly status: string
  readonly outputs: { readonly answer: { readonly text: string; readonly adapter: string | null } }
  readonly decisions: readonly {
    readonly intent: string
    readonly confidence: number
    readonly adapter: string | null
  }[]
  readonly timing: { readonly wallMs: number; readonly parts: Readonly<Record<string, number>> }
}

test('the page opens without an error and names its views', async ({ page, signalbox }) => {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(signalbox.address)
  await expect(page).toHaveTitle(/Signalbox/)
  for (const view of ['Build', 'Knowledge', 'Routing', 'Adapters', 'Runs', 'Settings'])
    await expect(page.getByRole('navigation').getByRole('link', { name: view })).toBeVisible()
  expect(errors).toEqual([])
})

test('a request goes to the adapter of its intent, with times that add up', async ({
  request,
  signalbox,
}) => {
  const reply = await request.post(`${signalbox.address}/api/pipelines/support-desk/runs`, {
    data: { inputs: { question: 'I want to complain about a rude guard' } },
  })
  const { status, decisions, timing } = (await reply.json()) as RunReply
  expect(status).toBe('succeeded')
  expect(decisions[0]).toMatchObject({ intent: 'complaint' })
  expect(decisions[0]?.adapter).toMatch(/^contacts@[0-9a-f]{12}$/)
  const sum = Object.values(timing.parts).reduce((total, ms) => total + ms, 0)
  expect(Math.abs(sum - timing.wallMs)).toBeLessThan(0.1)
  expect(reply.headers()['x-signalbox-intent']).toBe('complaint')
})

test('replacing the adapter behind an alias changes the hash in the decision', async ({
  request,
  signalbox,
}) => {
  const folder = join(import.meta.dirname, '../../examples/support-desk/adapters/en/places')
  const base64 = (name: string) => readFileSync(join(folder, name)).toString('base64')
  const added = await request.post(`${signalbox.address}/api/banks/support-desk/adapters`, {
    data: {
      name: 'other',
      config: base64('adapter_config.json'),
      weights: base64('adapter_model.safetensors'),
    },
  })
  const { id } = (await added.json()) as { id: string }
  await request.put(`${signalbox.address}/api/banks/support-desk/aliases/contacts`, { data: { adapter: id } })
  const reply = await request.post(`${signalbox.address}/api/pipelines/support-desk/runs`, {
    data: { inputs: { question: 'I want to complain about a rude guard' } },
  })
  expect(((await reply.json()) as RunReply).decisions[0]?.adapter).toBe(id)
})

test('what was acknowledged is there after a kill', async ({ request, signalbox }) => {
  const draft = await request.get(`${signalbox.address}/api/pipelines/support-desk`)
  const { document } = (await draft.json()) as { document: Record<string, unknown> }
  const saved = await request.put(`${signalbox.address}/api/pipelines/support-desk`, {
    data: { ...document, name: 'Saved before the kill' },
    headers: { 'if-match': draft.headers()['etag'] ?? '' },
  })
  expect(saved.status()).toBe(200)
  await signalbox.kill()
  await signalbox.restart()
  const again = await request.get(`${signalbox.address}/api/pipelines/support-desk`)
  expect(((await again.json()) as { document: { name: string } }).document.name).toBe('Saved before the kill')
})
