/** Where a result leaves. */
import { z } from 'zod'
import { verbatim } from '../../runtime/core/node/card-fact.ts'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import { port, portNameSchema } from '../../runtime/core/node/ports.ts'

const config = z.object({
  name: portNameSchema
    .default('answer')
    .meta({ title: 'Name in the result', description: 'The result holds the value under this name.' }),
})

export const output = defineNode({
  type: 'output',
  version: 1,
  title: 'Output',
  category: 'io',
  summary: 'Gives a value back to the caller, streamed where it can be.',
  config,
  inputs: { value: port.any('Value') },
  outputs: {},
  needs: [],
  migrations: {},
  outputName: ({ name }) => name,
  describe: ({ name }) => [verbatim(name)],
  run: () => ({}),
})
