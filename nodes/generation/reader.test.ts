import { describe, expect, it, vi } from 'vitest'
import type { GenerateRequest } from '../../runtime/core/services/backends.ts'
import { runNode } from '../../runtime/testing/run-node.ts'
import { reader } from './reader.ts'

const answer = { text: 'in 28 days', citations: [], abstained: false, adapter: null, model: 'reader' }

function servicesWith() {
  const generate = vi.fn(async function* (_request: GenerateRequest) {
    yield 'in '
    yield '28 days'
    return answer
  })
  const open = vi.fn(() => Promise.resolve({ id: 'reader-en', base: 'reader-en', generate }))
  return { open, generate, services: { backends: { open } } }
}

describe('reader', () => {
  it('quotes through the backend of its language, with the adapter of the decision', async () => {
    const { open, generate, services } = servicesWith()
    const adapter = { adapter: 'times@abc' }
    const result = await runNode(
      reader,
      { question: 'When?', documents: [], adapter },
      { language: 'zh' },
      { services },
    )
    expect(open).toHaveBeenCalledWith('reader-zh')
    expect(generate.mock.calls[0]?.[0]).toMatchObject({ adapter: 'times@abc', language: 'zh' })
    expect(result.outputs).toEqual({ answer })
    expect(result.deltas.map(({ delta }) => delta).join('')).toBe(answer.text)
    const config = { language: 'zh', backend: 'house-model' }
    await runNode(reader, { question: 'When?', documents: [] }, config, { services })
    expect(open).toHaveBeenLastCalledWith('house-model')
    expect(reader.pins(reader.config.parse(config))).toEqual([{ kind: 'backend', id: 'house-model' }])
  })

  it('refuses an empty question', async () => {
    const { services } = servicesWith()
    await expect(runNode(reader, { question: ' ', documents: [] }, {}, { services })).rejects.toMatchObject({
      code: 'QUESTION_EMPTY',
    })
  })
})
