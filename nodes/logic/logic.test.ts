import { describe, expect, it } from 'vitest'
import { runNode } from '../../runtime/testing/run-node.ts'
import { merge } from './merge.ts'
import { template } from './template.ts'

describe('template', () => {
  it('has an input for each name and fills them in', async () => {
    const config = { template: '{{ question }} ({{ documents | join("/") }})' }
    expect(Object.keys(template.inputs(template.config.parse(config)))).toEqual(['question', 'documents'])
    const { outputs } = await runNode(template, { question: 'Q', documents: ['a', 'b'] }, config)
    expect(outputs).toEqual({ text: 'Q (a/b)' })
  })

  it('refuses a template that cannot be read', () => {
    expect(template.config.safeParse({ template: '{{ a | exec }}' }).success).toBe(false)
  })
})

describe('merge', () => {
  it('gives the first value, or all of them', async () => {
    expect((await runNode(merge, { values: ['a'] }, {})).outputs).toEqual({ value: 'a' })
    expect((await runNode(merge, { values: ['a', 'b'] }, { mode: 'all' })).outputs).toEqual({
      value: ['a', 'b'],
    })
  })

  it('starts on the first value only in mode first', () => {
    const eager = (mode: string) => merge.inputs(merge.config.parse({ mode }))['values']?.eager
    expect([eager('first'), eager('all')]).toEqual([true, false])
  })
})
