/** Fills a text from its inputs. */
import { z } from 'zod'
import { verbatim } from '../../runtime/core/node/card-fact.ts'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import type { PortRecord } from '../../runtime/core/node/ports.ts'
import { port } from '../../runtime/core/node/ports.ts'
import { templateInputNames, templateSchema } from '../../runtime/expression/template-schema.ts'
import { parseTemplate, renderTemplate } from '../../runtime/expression/template.ts'

const config = z.object({
  template: templateSchema.default('{{ value }}').meta({
    title: 'Template',
    description: 'Text with {{ name }} or {{ name | filter }}; each name is an input.',
    widget: 'template',
  }),
})

export const template = defineNode({
  type: 'template',
  version: 1,
  title: 'Template',
  category: 'logic',
  summary: 'Fills a text from its inputs.',
  config,
  inputs: ({ template: text }): PortRecord =>
    Object.fromEntries(templateInputNames(text).map((name) => [name, port.any(name, { optional: true })])),
  outputs: { text: port.text('Text') },
  needs: [],
  migrations: {},
  describe: ({ template: text }) => [verbatim(text.replaceAll(/\s+/g, ' ').slice(0, 60))],
  run: (inputs, { template: text }) => ({ text: renderTemplate(parseTemplate(text), inputs) }),
})
