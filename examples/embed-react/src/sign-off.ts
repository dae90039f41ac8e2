/** A node type of this app, with a card of its own. */
import { defineNode, port } from 'signalbox'
import { z } from 'zod'

export const closings = ['Kind regards', 'All the best', 'Have a good journey']

export const signOff = defineNode({
  type: 'sign-off',
  version: 1,
  title: 'Sign off',
  category: 'logic',
  summary: 'Puts a closing line under the answer.',
  config: z.object({
    closing: z.string().default('Kind regards').meta({ title: 'Closing', description: 'The last line.' }),
  }),
  inputs: { answer: port.answer('Answer') },
  outputs: { text: port.text('Text') },
  needs: [],
  migrations: {},
  run: ({ answer }, { closing }) => ({ text: `${answer.text}\n\n${closing}, Northmere Rail` }),
})
