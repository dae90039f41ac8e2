import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { RetrievedDocument } from '../../runtime/core/values.ts'
import { runNode } from '../../runtime/testing/run-node.ts'
import { contextBuilder } from './context-builder.ts'

const passage = (documentId: string, ordinal: number, text: string): RetrievedDocument => ({
  id: `${documentId}#${ordinal}`,
  documentId,
  title: documentId.toUpperCase(),
  text,
  source: { start: ordinal * 100, end: ordinal * 100 + text.length },
  score: 1,
})

const build = async (documents: readonly RetrievedDocument[], config: object = {}) => {
  const { outputs } = await runNode(contextBuilder, { documents }, config)
  return outputs as { text: string; documents: RetrievedDocument[] }
}

describe('context-builder', () => {
  it('numbers passages as an answer will cite them', async () => {
    const { text } = await build([passage('a', 0, 'One.'), passage('b', 0, 'Two.')])
    expect(text).toBe('[1] A\nOne.\n\n[2] B\nTwo.')
  })

  it('takes each passage once, and keeps one document together in its own order', async () => {
    const documents = [
      passage('a', 3, 'Later.'),
      passage('b', 0, 'Other.'),
      passage('a', 1, 'Early.'),
      passage('a', 3, 'Later.'),
    ]
    const { text, documents: used } = await build(documents, { order: 'source', hasTitles: false })
    expect(text).toBe('[1] Early.\n\n[2] Later.\n\n[3] Other.')
    expect(used.map(({ id }) => id)).toEqual(['a#1', 'a#3', 'b#0'])
  })

  it('cuts the last passage at a sentence and says where its source now ends', async () => {
    const long = `${'Short sentence here. '.repeat(20)}`.trim()
    const { documents } = await build([passage('a', 1, long)], { maxCharacters: 200 })
    const [cut] = documents
    expect(cut?.text.endsWith('here.')).toBe(true)
    expect(cut?.source).toEqual({ start: 100, end: 100 + (cut?.text.length ?? 0) })
    expect(long.startsWith(cut?.text ?? '-')).toBe(true)
  })

  it('never exceeds its limit, whatever comes', async () => {
    const texts = fc.array(fc.string({ maxLength: 400 }), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.integer({ min: 200, max: 2_000 }),
        fc.boolean(),
        async (all, maxCharacters, isNumbered) => {
          const documents = all.map((text, index) => passage(`d${index % 5}`, index, text))
          const { text, documents: used } = await build(documents, { maxCharacters, isNumbered })
          expect(text.length).toBeLessThanOrEqual(maxCharacters)
          for (const { text: part } of used) expect(text).toContain(part)
        },
      ),
    )
  })

  it('gives an empty text for no passages', async () => {
    expect(await build([])).toEqual({ text: '', documents: [] })
  })

  it.each([{ maxCharacters: 0 }, { maxCharacters: 2.5 }, { order: 'random' }])(
    'refuses the settings %j',
    (config) => {
      expect(contextBuilder.config.safeParse(config).success).toBe(false)
    },
  )
})
