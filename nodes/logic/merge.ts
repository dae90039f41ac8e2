/** Joins branches: the only node whose input takes several edges. */
import { z } from 'zod'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import { port } from '../../runtime/core/node/ports.ts'
import type { Json } from '../../runtime/core/values.ts'

const config = z.object({
  mode: z
    .enum(['first', 'all'])
    .default('first')
    .meta({
      title: 'Mode',
      description:
        'First passes on the value that arrives first; all waits for every branch and gives a list.',
      options: { first: 'First', all: 'All' },
    }),
})

export const merge = defineNode({
  type: 'merge',
  version: 1,
  title: 'Merge',
  category: 'logic',
  summary: 'Joins branches into one value.',
  config,
  inputs: ({ mode }) => ({ values: port.any('Values', { many: true, eager: mode === 'first' }) }),
  outputs: ({ mode }) => ({ value: mode === 'first' ? port.any('Value') : port.json('Values') }),
  needs: [],
  migrations: {},
  describe: ({ mode }) => [{ text: mode === 'first' ? 'first value' : 'all values' }],
  // What travels along edges is JSON; a list of it is too.
  run: ({ values }, { mode }) => ({ value: mode === 'first' ? values[0] : ([...values] as Json[]) }),
})
