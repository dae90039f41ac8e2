import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineNode } from './define-node.ts'
import { exposedNameOf, findExposedSetting } from './exposed-settings.ts'
import { port, portNameSchema } from './ports.ts'

const searcher = defineNode({
  type: 'searcher',
  version: 1,
  title: 'Searcher',
  category: 'retrieval',
  summary: 'Has settings of every kind.',
  config: z.object({
    index: z.string(),
    denseWeight: z.number().default(0.3).meta({ title: 'Weight of meaning' }),
    isNumbered: z.boolean().optional(),
    input_intent: z.array(z.string()).default([]),
  }),
  inputs: {},
  outputs: { value: port.json('Value') },
  needs: [],
  migrations: {},
  run: () => ({ value: null }),
})

describe('exposed settings', () => {
  it.each([
    ['index', 'index', 'text'],
    ['denseWeight', 'dense-weight', 'number'],
    ['isNumbered', 'is-numbered', 'boolean'],
    ['input_intent', 'input-intent', 'json'],
  ])('%s comes from the port %s, of type %s', (setting, name, type) => {
    expect(exposedNameOf(setting)).toBe(name)
    expect(portNameSchema.safeParse(name).success).toBe(true)
    const found = findExposedSetting(searcher, name)
    expect(found).toMatchObject({ name, setting, port: { type, optional: true } })
  })

  it('finds nothing by the name of the setting when its port is called otherwise', () => {
    expect(findExposedSetting(searcher, 'denseWeight')).toBeUndefined()
    expect(findExposedSetting(searcher, 'nothing')).toBeUndefined()
  })
})
