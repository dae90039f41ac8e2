import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { writeFact } from '../runtime/core/node/card-fact.ts'
import type { NodeDefinition } from '../runtime/core/node/define-node.ts'
import { describeNodes } from '../runtime/testing/node-conformance.ts'
import { builtinNodes } from './index.ts'
import { nodesZh } from './messages/zh.ts'

const jsonSchemaOf = (definition: NodeDefinition) =>
  z.toJSONSchema(definition.config, { io: 'input', unrepresentable: 'any' })

interface Field {
  readonly title?: string
  readonly description?: string
  readonly properties?: Record<string, Field>
  readonly items?: Field
  readonly enum?: readonly string[]
  readonly options?: Readonly<Record<string, string>>
}

/** All settings with their schemas, fields inside lists as `rules.label`. */
function fieldsOf(schema: Field, prefix = ''): [string, Field][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    [`${prefix}${name}`, field] as [string, Field],
    ...(field.items?.properties === undefined ? [] : fieldsOf(field.items, `${prefix}${name}.`)),
  ])
}

/** Resources are chosen by a person: everything else has a default. */
function resourcesOf(definition: NodeDefinition): Record<string, string> {
  return Object.fromEntries(
    Object.entries(jsonSchemaOf(definition).properties ?? {}).flatMap(([name, field]) =>
      typeof field === 'object' && 'resource' in field ? [[name, 'support-desk']] : [],
    ),
  )
}

const defaultConfig = (definition: NodeDefinition): unknown =>
  definition.config.parse(resourcesOf(definition))

describeNodes(builtinNodes, {
  required: Object.fromEntries(builtinNodes.map((definition) => [definition.type, resourcesOf(definition)])),
})

describe.each(builtinNodes.map((definition) => [definition.type, definition] as const))(
  '%s',
  (type, definition) => {
    it('names every setting in English and Chinese', () => {
      const fields = fieldsOf(jsonSchemaOf(definition) as Field)
      const chinese = nodesZh[type].config
      expect(Object.keys(chinese).sort()).toEqual(fields.map(([name]) => name).sort())
      for (const [name, { title, description, enum: values = [], options = {} }] of fields) {
        if (name.endsWith('.id')) continue
        expect(title, name).toBeTruthy()
        expect(chinese[name]?.description !== undefined, `${name} has help in both languages`).toBe(
          description !== undefined,
        )
        expect(Object.keys(options), `${name} titles its values`).toEqual(values)
        expect(Object.keys(chinese[name]?.options ?? {}), `${name} titles its values in Chinese`).toEqual(
          values,
        )
      }
    })

    it('names its ports in both languages', () => {
      const config = defaultConfig(definition)
      for (const side of ['inputs', 'outputs'] as const) {
        for (const name of Object.keys(definition[side](config))) {
          expect(nodesZh[type][side][name], `${side}.${name}`).toBeTruthy()
        }
      }
    })

    it('describes itself in at most two short lines', () => {
      const facts = definition.describe(defaultConfig(definition))
      expect(facts.length).toBeLessThanOrEqual(2)
      for (const fact of facts) {
        expect(writeFact(fact).length).toBeLessThanOrEqual(60)
        if (/[a-z]{3}/i.test(fact.text.replaceAll(/\{\w+\}/g, ''))) {
          expect(nodesZh[type].facts?.[fact.text], fact.text).toBeTruthy()
        }
      }
    })

    it('stands in the table of the README', () => {
      const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
      const table = /<!-- nodes -->([\s\S]*?)<!-- \/nodes -->/.exec(readme)?.[1] ?? ''
      expect(table.replaceAll(/ +/g, ' ')).toContain(`| \`${type}\` | ${definition.summary} |`)
    })
  },
)
