/** Writes the messages for a chat model from templates. */
import { z } from 'zod'
import { verbatim } from '../../runtime/core/node/card-fact.ts'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import type { Port } from '../../runtime/core/node/ports.ts'
import { port } from '../../runtime/core/node/ports.ts'
import type { Message } from '../../runtime/core/values.ts'
import { templateInputNames, templateSchema } from '../../runtime/expression/template-schema.ts'
import { parseTemplate, renderTemplate } from '../../runtime/expression/template.ts'

const config = z.object({
  system: templateSchema
    .default('Answer from the passages below. If they do not hold the answer, say so.\n\n{{ context }}')
    .meta({
      title: 'System',
      description: 'What the model is told first; {{ name }} is an input. Empty: no system message.',
      widget: 'template',
    }),
  user: templateSchema.default('{{ question }}').meta({
    title: 'User',
    description: 'The last message; {{ name }} is an input.',
    widget: 'template',
  }),
})

/** Each name that a template reads is an input; `history` is the conversation so far. */
function inputsOf({ system, user }: z.output<typeof config>): Readonly<Record<string, Port>> {
  const names = [...templateInputNames(system), ...templateInputNames(user)]
  return {
    ...Object.fromEntries(names.map((name) => [name, port.any(name, { optional: true })])),
    history: port.messages('History', { optional: true }),
  }
}

const historySchema = z.array(
  z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }),
)

export const prompt = defineNode({
  type: 'prompt',
  version: 1,
  title: 'Prompt',
  category: 'generation',
  summary: 'Writes the messages for a chat model from templates.',
  config,
  inputs: inputsOf,
  outputs: { messages: port.messages('Messages') },
  needs: [],
  migrations: {},
  describe: ({ user }) => [verbatim(user.replaceAll(/\s+/g, ' ').slice(0, 60))],
  run(inputs, { system, user }) {
    const write = (role: Message['role'], template: string): Message => ({
      role,
      content: renderTemplate(parseTemplate(template), inputs),
    })
    const history = historySchema.catch([]).parse(inputs['history'] ?? [])
    const first = system.trim() === '' ? [] : [write('system', system)]
    // The messages of a chat end with the question that the template writes as well: a model is asked once.
    const last = history.at(-1)
    const isAsked =
      last?.role === 'user' && templateInputNames(user).some((name) => inputs[name] === last.content)
    const earlier = isAsked ? history.slice(0, -1) : history
    return { messages: [...first, ...earlier, write('user', user)] }
  },
})
