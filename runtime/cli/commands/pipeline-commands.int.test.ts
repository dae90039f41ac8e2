import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyPipeline } from '../../core/document/empty-pipeline.ts'
import { runCliCaptured } from '../../testing/run-cli-captured.ts'

const nodes = [
  { id: 'ask', type: 'input', version: 1, config: {}, position: { x: 0, y: 0 } },
  {
    id: 'fill',
    type: 'template',
    version: 1,
    config: { template: 'You asked: {{ q }}' },
    position: { x: 1, y: 0 },
  },
  { id: 'answer', type: 'output', version: 1, config: {}, position: { x: 2, y: 0 } },
]
const edge = (id: string, from: string, port: string, to: string, input: string) => ({
  id,
  from: { node: from, port },
  to: { node: to, port: input },
})
const edges = [edge('e1', 'ask', 'question', 'fill', 'q'), edge('e2', 'fill', 'text', 'answer', 'value')]
const pipeline = {
  ...emptyPipeline('echo', 'Echo'),
  nodes,
  edges,
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-pipeline-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let files = 0
async function write(content: unknown, ending = '.json'): Promise<string> {
  const file = join(folder, `file-${(files += 1)}${ending}`)
  const bytes =
    content instanceof Uint8Array || typeof content === 'string' ? content : JSON.stringify(content)
  await writeFile(file, bytes)
  return file
}

describe('validate', () => {
  const validate = async (content: unknown, ending?: string) => {
    const { code, json } = await runCliCaptured('validate', await write(content, ending), '--json')
    return { code, ...(json() as { ok: boolean; issues: { code: string; path: string; node?: string }[] }) }
  }

  it('finds nothing wrong with a whole document, packed or not', async () => {
    expect(await validate(pipeline)).toEqual({ code: 0, ok: true, issues: [] })
    expect(await validate(gzipSync(JSON.stringify(pipeline)), '.json.gz')).toMatchObject({
      code: 0,
      ok: true,
    })
  })

  it.each([
    [
      'an unknown node type',
      { nodes: [...nodes, { ...nodes[1], id: 'x', type: 'teleport' }] },
      'UNKNOWN_NODE_TYPE',
      '/nodes/3/type',
    ],
    [
      'a missing port',
      { edges: [edges[0], edge('e2', 'fill', 'smell', 'answer', 'value')] },
      'MISSING_PORT',
      '/edges/1/from',
    ],
    [
      'two edges into one port',
      { edges: [...edges, edge('e3', 'ask', 'question', 'answer', 'value')] },
      'INPUT_TAKEN',
      '/edges/2',
    ],
    [
      'a node that is gone',
      { edges: [...edges, edge('e3', 'gone', 'text', 'answer', 'value')] },
      'DANGLING_EDGE',
      '/edges/2',
    ],
    ['a newer format', { version: 2 }, 'NEWER_FORMAT', '/version'],
    [
      'a newer node',
      { nodes: [nodes[0], { ...nodes[1], version: 99 }, nodes[2]] },
      'NEWER_NODE',
      '/nodes/1/version',
    ],
    ['a key of no meaning', { owner: 'me' }, 'DOCUMENT_INVALID', ''],
  ])('locates %s', async (_name, change, code, path) => {
    const { code: exit, ok, issues } = await validate({ ...pipeline, ...change })
    expect([exit, ok]).toEqual([1, false])
    const issue = issues.find((one) => one.code === code)
    expect(issue?.path.startsWith(path), JSON.stringify(issues)).toBe(true)
  })

  it('locates a cycle', async () => {
    const back = { ...nodes[1], id: 'back', config: { template: '{{ q }}' } }
    const { issues } = await validate({
      ...pipeline,
      nodes: [...nodes, back],
      edges: [edges[1], edge('c1', 'fill', 'text', 'back', 'q'), edge('c2', 'back', 'text', 'fill', 'q')],
    })
    expect(issues).toContainEqual(
      expect.objectContaining({ code: 'CYCLE', path: expect.stringMatching(/^\/nodes\/[13]$/) }),
    )
  })

  it('reports broken JSON and broken UTF-8 as faults of the document', async () => {
    expect(await validate('{"format":')).toMatchObject({ code: 1, issues: [{ code: 'INVALID_JSON' }] })
    const latin = Buffer.from(JSON.stringify({ ...pipeline, name: 'Café' }), 'latin1')
    expect(await validate(latin)).toMatchObject({ code: 1, issues: [{ code: 'INVALID_UTF8' }] })
  })

  it('takes a file that does not exist for wrong usage', async () => {
    const { code, json, stderr } = await runCliCaptured('validate', join(folder, 'none.json'), '--json')
    expect([code, json()]).toMatchObject([2, { error: { code: 'FILE_UNREADABLE' } }])
    expect(stderr).toContain('none.json')
  })
})

describe('run', () => {
  const run = async (document: unknown, ...args: string[]) =>
    runCliCaptured('run', await write(document), '--json', '--data-dir', join(folder, 'data'), ...args)

  it('prints the result, and writes the trace where it is asked to', async () => {
    const trace = join(folder, 'trace.jsonl')
    const { code, json } = await run(
      pipeline,
      '--input',
      '{"question":"why?"}',
      '--trace',
      trace,
      '--user',
      'u-17',
    )
    expect(code).toBe(0)
    expect(json()).toMatchObject({
      runId: expect.any(String),
      status: 'succeeded',
      outputs: { answer: 'You asked: why?' },
      decisions: [],
      timing: { wallMs: expect.any(Number) },
    })
    const events = (await readFile(trace, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events[0]).toMatchObject({ type: 'run-started', user: 'u-17', seq: 0 })
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', status: 'succeeded' })
  })

  it('takes the input from a file, and passes headers on to conditions', async () => {
    const router = {
      id: 'route',
      type: 'condition-router',
      version: 1,
      config: { rules: [{ id: 'beta', label: 'Beta', when: 'request.headers["x-user-group"] == "beta"' }] },
      position: { x: 1, y: 1 },
    }
    const document = {
      ...pipeline,
      nodes: [
        nodes[0],
        router,
        { ...nodes[2], config: { name: 'new' } },
        { ...nodes[2], id: 'other', config: { name: 'old' } },
      ],
      edges: [
        edge('e1', 'ask', 'question', 'route', 'value'),
        edge('e2', 'route', 'beta', 'answer', 'value'),
        edge('e3', 'route', 'default', 'other', 'value'),
      ],
    }
    const input = await write({ question: 'which?' })
    const outputsWith = async (...args: string[]) =>
      Object((await run(document, '--input', `@${input}`, ...args)).json())
    expect(await outputsWith('--header', 'X-User-Group=beta')).toMatchObject({ outputs: { new: 'which?' } })
    expect(await outputsWith()).toMatchObject({ outputs: { old: 'which?' }, decisions: [{ node: 'route' }] })
  })

  it('ends with 1 when the run fails, and with the place of the fault when the document is wrong', async () => {
    const failed = await run(pipeline, '--input', '{}')
    expect([failed.code, failed.json()]).toMatchObject([
      1,
      { status: 'failed', error: { code: 'INPUT_INVALID' } },
    ])
    const wrong = await run({ ...pipeline, edges: [] }, '--input', '{}')
    expect([wrong.code, wrong.json()]).toMatchObject([
      1,
      { error: { code: 'INPUT_MISSING', node: 'answer' } },
    ])
  })

  it('names an index that is gone', async () => {
    const search = {
      id: 'find',
      type: 'bm25-retriever',
      version: 1,
      config: { index: 'gone' },
      position: { x: 0, y: 0 },
    }
    const document = {
      ...pipeline,
      nodes: [nodes[0], search, nodes[2]],
      edges: [
        edge('e1', 'ask', 'question', 'find', 'query'),
        edge('e2', 'find', 'documents', 'answer', 'value'),
      ],
    }
    const { code, json } = await run(document, '--input', '{"question":"x"}')
    expect([code, json()]).toMatchObject([
      1,
      { status: 'failed', error: { code: 'INDEX_NOT_FOUND', params: { index: 'gone' } } },
    ])
  })

  it.each([['not json'], ['[1]'], ['"text"']])('takes --input %s for wrong usage', async (input) => {
    const { code, json } = await run(pipeline, '--input', input)
    expect([code, json()]).toMatchObject([2, { error: { code: 'USAGE_INVALID' } }])
  })

  it('takes a header without a value for wrong usage', async () => {
    const { code, stdout } = await run(pipeline, '--input', '{}', '--header', 'x-user')
    expect([code, JSON.parse(stdout).error.code]).toEqual([2, 'USAGE_INVALID'])
  })
})

describe('the command line', () => {
  it('knows no other commands, and keeps standard output for the one document', async () => {
    const unknown = await runCliCaptured('dance', '--json')
    expect([unknown.code, unknown.json()]).toMatchObject([2, { error: { code: 'USAGE_INVALID' } }])
    const plain = await runCliCaptured('dance')
    expect([plain.code, plain.stdout]).toEqual([2, ''])
    const help = await runCliCaptured('--help')
    expect([help.code, help.stderr]).toEqual([0, ''])
    for (const name of [
      'start',
      'serve',
      'validate',
      'run',
      'intent',
      'index',
      'retrieval',
      'reader',
      'adapter',
      'doctor',
    ])
      expect(help.stdout).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'))
  })

  it('doctor looks at the parts and says which work', async () => {
    const { code, json } = await runCliCaptured('doctor', '--json', '--data-dir', join(folder, 'data'))
    const { ok, checks } = json() as { ok: boolean; checks: { name: string; ok: boolean }[] }
    expect(code).toBe(ok ? 0 : 1)
    expect(
      checks.filter((check) => ['node', 'database', 'reader'].includes(check.name) && check.ok),
    ).toHaveLength(3)
  })

  it('reader eval names the file that is missing', async () => {
    const missing = await runCliCaptured('reader', 'eval', '--json', '--data', folder)
    expect([missing.code, missing.json()]).toMatchObject([
      1,
      { error: { code: 'COLLECTION_INCOMPLETE', params: { missing: 'corpus.jsonl' } } },
    ])
  })
})
