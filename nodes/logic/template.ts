/** Fills a text from its inputs. */
import { z } from 'zod'
import { Failure } from '../../runtime/core/errors/failure.ts'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import type { PortRecord } from '../../runtime/core/node/ports.ts'
import { port } from '../../runtime/core/node/ports.ts'
import { parseTemplate, renderTemplate, templatePaths } from '../../runtime/expression/template.ts'

const config = z.object({
  template: z
    .string()
    .max(50_000)
    .default('{{ value }}')
    .superRefine((text, context) => {
      try {
        parseTemplate(text)
      } catch (error) {
        context.addIssue({
          code: 'custom',
          message: error instanceof Failure ? error.message : String(error),
        })
      }
    })
    .meta({
      title: 'Template',
      description: 'Text with {{ name }} or {{ name | filter }}; each name is an input.',
      widget: 'template',
    }),
})

/** The first part of each path that can be a port: what the template reads comes in by name. */
function inputNames(template: string): string[] {
  const names = templatePaths(parseTemplate(template)).map((path) => path.split('.')[0] ?? '')
  return [...new Set(names)].filter((name) => /^[a-z][a-z0-9-]{0,63}$/.test(name))
}

export const template = defineNode({
  type: 'template',
  version: 1,
  title: 'Template',
  category: 'logic',
  summary: 'Fills a text from its inputs.',
  config,
  inputs: ({ template: text }): PortRecord =>
    Object.fromEntries(inputNames(text).map((name) => [name, port.any(name, { optional: true })])),
  outputs: { text: port.text('Text') },
  needs: [],
  migrations: {},
  describe: ({ template: text }) => [text.replaceAll(/\s+/g, ' ').slice(0, 60)],
  run: (inputs, { template: text }) => ({ text: renderTemplate(parseTemplate(text), inputs) }),
})
