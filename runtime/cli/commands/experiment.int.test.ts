import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { echoPipeline } from '../../testing/pipelines.ts'
import { runCliCaptured } from '../../testing/run-cli-captured.ts'

let folder = ''
let dataDir = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-experiment-'))
  dataDir = join(folder, 'data')
  const rows = Array.from({ length: 8 }, (_, index) => ({
    id: `r${index}`,
    inputs: { question: `why ${index}` },
    expected: { answers: [`You asked: why ${index}`] },
  }))
  await writeFile(join(folder, 'rows.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  await writeFile(join(folder, 'echo.json'), JSON.stringify(echoPipeline))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const definition = {
  name: 'Echo',
  dataset: { file: 'rows.jsonl' },
  baseline: 'asked',
  variants: [
    { id: 'asked', name: 'Asked', pipeline: { file: 'echo.json' } },
    {
      id: 'mute',
      name: 'Mute',
      pipeline: { file: 'echo.json' },
      overrides: [{ node: 'fill', path: 'config.template', value: 'No: {{ q }}' }],
    },
  ],
}

async function run(content: object, ...args: readonly string[]) {
  const file = join(folder, 'experiment.json')
  await writeFile(file, JSON.stringify(content))
  return runCliCaptured('experiment', 'run', file, '--data-dir', dataDir, ...args)
}

describe('experiment', () => {
  it('runs what a file says, with the files that it names, and gates on the table', async () => {
    const passed = await run(definition, '--json', '--fail-on', 'asked.em.value < 1')
    expect([passed.code, passed.stderr]).toEqual([0, expect.stringContaining('The gate passed')])
    expect(passed.json()).toMatchObject({
      isComplete: true,
      datasetRows: 8,
      variants: [{ quality: { em: { value: 1, n: 8 } } }, { quality: { em: { value: 0 } } }],
    })
    const failed = await run(definition, '--resume', '--fail-on', 'mute.em.value < asked.em.value')
    expect(failed.code).toBe(1)
    expect(failed.stderr).toContain('mute.em.value = 0')
    expect(failed.stdout).toContain('| Asked')
    const listed = await runCliCaptured('experiment', 'list', '--json', '--data-dir', dataDir)
    expect(listed.json()).toMatchObject([{ id: 'echo', state: 'complete', cells: { done: 16, total: 16 } }])
  })

  it.each([
    ['md', 'Echo'],
    ['csv', 'mute'],
    ['html', '<!doctype html>'],
    ['json', '"isComplete": true'],
  ])('reports as %s', async (format, part) => {
    const { code, stdout } = await runCliCaptured(
      'experiment',
      'report',
      'echo',
      '--format',
      format,
      '--data-dir',
      dataDir,
    )
    expect(code).toBe(0)
    expect(stdout.toLowerCase()).toContain(part.toLowerCase())
  })

  it('compares with another variant that is complete', async () => {
    const args = ['experiment', 'report', 'echo', '--data-dir', dataDir, '--baseline']
    const { code, stdout } = await runCliCaptured(...args, 'mute')
    expect([code, stdout]).toEqual([0, expect.stringContaining('against Mute')])
    const refused = await runCliCaptured(...args, 'gone')
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('Choose one of them')])
  })

  it.each<[string, object, string, string]>([
    ['a field that there is not', { ...definition, repetition: 2 }, 'EXPERIMENT_FILE_INVALID', 'repetition'],
    [
      'a file that is not there',
      { ...definition, dataset: { file: 'none.jsonl' } },
      'FILE_UNREADABLE',
      'none.jsonl',
    ],
    ['a setting that there is not', withOverride('config.tempalte'), 'OVERRIDE_UNKNOWN', 'config.tempalte'],
    ['a baseline that there is not', { ...definition, baseline: 'x' }, 'BASELINE_UNKNOWN', 'asked, mute'],
  ])('says of %s what and where', async (_what, content, code, named) => {
    const result = await run(content, '--json')
    expect(result.code).not.toBe(0)
    expect(result.json()).toMatchObject({
      error: { code, message: expect.stringContaining(named) as string },
    })
  })

  it('says which experiment does not exist', async () => {
    const { code, stderr } = await runCliCaptured('experiment', 'report', 'nope', '--data-dir', dataDir)
    expect([code, stderr]).toEqual([1, expect.stringContaining('"nope" does not exist')])
  })
})

function withOverride(path: string): object {
  const [asked] = definition.variants
  return { ...definition, variants: [{ ...asked, overrides: [{ node: 'fill', path, value: 'x' }] }] }
}
