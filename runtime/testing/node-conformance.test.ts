import { z } from 'zod'
import { builtinNodes } from '../../nodes/index.ts'
import { defineNode } from '../core/node/define-node.ts'
import { port } from '../core/node/ports.ts'
import { describeNodes } from './node-conformance.ts'

/** Settings without a default are resources, which a person chooses. */
const required = Object.fromEntries(
  builtinNodes.map(({ type, config }) => {
    const { properties = {} } = z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' })
    const resources = Object.entries(properties).filter(
      ([, field]) => typeof field === 'object' && 'resource' in field,
    )
    return [type, Object.fromEntries(resources.map(([name]) => [name, 'desk']))]
  }),
)

describeNodes(builtinNodes, { required })

// A node with a history, as other people's packages have them.
const weighted = defineNode({
  type: 'weighted',
  version: 3,
  title: 'Weighted',
  category: 'logic',
  summary: 'Weighs a number.',
  config: z.object({ weight: z.number().default(1), unit: z.string().default('') }),
  inputs: { value: port.number('Value') },
  outputs: { value: port.number('Value') },
  needs: [],
  migrations: {
    2: (old) => ({ weight: z.object({ alpha: z.number() }).parse(old).alpha }),
    3: (old) => ({ ...z.looseObject({}).parse(old), unit: 'kg' }),
  },
  run: ({ value }, { weight }) => ({ value: value * weight }),
})

describeNodes([weighted], {
  migrations: {
    weighted: {
      2: { old: { alpha: 0.5 }, now: { weight: 0.5, unit: 'kg' } },
      3: { old: { weight: 2 }, now: { weight: 2, unit: 'kg' } },
    },
  },
})
