import { describe, expect, it } from 'vitest'
import { runNode } from '../../runtime/testing/run-node.ts'
import { prompt } from './prompt.ts'

describe('prompt', () => {
  it('has an input for each name of both templates and for the history', () => {
    const config = prompt.config.parse({ system: '{{ tone }} {{ context }}', user: '{{ question }}' })
    expect(Object.keys(prompt.inputs(config))).toEqual(['tone', 'context', 'question', 'history'])
  })

  it('writes system, history and user in that order', async () => {
    const history = [{ role: 'assistant', content: 'Hi.' }]
    const values = { context: '[1] A', question: 'Why?', history }
    const { outputs } = await runNode(prompt, values, { system: 'Use {{ context }}' })
    expect(outputs['messages']).toEqual([
      { role: 'system', content: 'Use [1] A' },
      { role: 'assistant', content: 'Hi.' },
      { role: 'user', content: 'Why?' },
    ])
  })

  it('asks once where the messages of a chat end with the question', async () => {
    const earlier = [
      { role: 'user', content: 'Why?' },
      { role: 'assistant', content: 'Hi.' },
    ]
    const history = [...earlier, { role: 'user', content: 'Why?' }]
    const { outputs } = await runNode(prompt, { question: 'Why?', history }, { system: '' })
    expect(outputs['messages']).toEqual(history)
    const settings = { system: '', user: 'Question: {{ question }}' }
    const { outputs: framed } = await runNode(prompt, { question: 'Why?', history }, settings)
    expect(framed['messages']).toEqual([...earlier, { role: 'user', content: 'Question: Why?' }])
  })

  it('leaves out an empty system message, and never reads what was filled in as a template', async () => {
    const { outputs } = await runNode(prompt, { question: '{{ secret }}', secret: 'x' }, { system: ' ' })
    expect(outputs['messages']).toEqual([{ role: 'user', content: '{{ secret }}' }])
  })

  it('refuses a template that cannot be read', () => {
    expect(prompt.config.safeParse({ user: '{{ a | exec }}' }).success).toBe(false)
  })
})
