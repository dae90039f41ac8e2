import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { builtinNodes } from '../../nodes/index.ts'
import type { Json } from '../../runtime/core/values.ts'
import '../../runtime/core/node/form-meta.ts'
import { asRecord } from './entries.ts'
import type { FormField } from './form-field.ts'
import { blankValue, readFields, readNodeFields } from './read-fields.ts'

const none = () => undefined
const fieldsOf = (shape: z.ZodRawShape) =>
  new Map(readFields(z.object(shape), none).map((field) => [field.name, field]))
const controlOf = (schema: z.ZodType) => fieldsOf({ x: schema }).get('x')?.control

describe('reading a form from a schema', () => {
  it.each<[string, z.ZodType, FormField['control']]>([
    ['a text', z.string(), 'text'],
    ['a text of several lines', z.string().meta({ widget: 'multiline' }), 'multiline'],
    ['a condition', z.string().meta({ widget: 'expression' }), 'expression'],
    ['a template', z.string().default('').meta({ widget: 'template' }), 'template'],
    ['a resource', z.string().meta({ widget: 'resource', resource: 'index' }), 'resource'],
    ['a number', z.number(), 'number'],
    ['a slider', z.number().min(0).max(1).meta({ widget: 'slider' }), 'slider'],
    ['a slider without an end', z.number().min(0).meta({ widget: 'slider' }), 'number'],
    ['a switch', z.boolean().default(true), 'switch'],
    ['an enum', z.enum(['a', 'b']), 'select'],
    ['a union of literals', z.union([z.literal('a'), z.literal(2)]), 'select'],
    ['an optional text', z.string().optional(), 'text'],
    ['a text or null', z.string().nullable(), 'text'],
    ['an object or null', z.object({ a: z.string() }).nullable(), 'object'],
    ['a list of texts', z.array(z.string()), 'choices'],
    ['a list of numbers', z.array(z.number()), 'list'],
    ['a list of objects', z.array(z.object({ a: z.string() })), 'list'],
    ['rules', z.array(z.object({ a: z.string() })).meta({ widget: 'rules' }), 'rules'],
    ['an object', z.object({ a: z.string() }), 'object'],
    ['a record', z.record(z.string(), z.string()), 'record'],
    ['any JSON', z.json(), 'json'],
    ['a union of shapes', z.union([z.object({ a: z.string() }), z.object({ b: z.number() })]), 'json'],
    ['a tuple', z.tuple([z.string(), z.number()]), 'json'],
    ['a transformed text', z.string().transform((text) => text.length), 'text'],
  ])('shows %s as it should be edited', (_name, schema, control) => {
    expect(controlOf(schema)).toBe(control)
  })

  it('takes texts, range, unit, step and default from the schema', () => {
    const limit = z
      .int()
      .min(1)
      .max(200)
      .default(5)
      .meta({ title: 'Passages', description: 'Best first.', unit: 'pieces', step: 5 })
    expect(fieldsOf({ limit }).get('limit')).toMatchObject({
      title: 'Passages',
      description: 'Best first.',
      unit: 'pieces',
      step: 5,
      min: 1,
      max: 200,
      default: 5,
      isInteger: true,
      isRequired: false,
    })
  })

  it('gives no bounds to a whole number that has none', () => {
    const field = fieldsOf({ n: z.int() }).get('n')
    expect([field?.min, field?.max]).toEqual([undefined, undefined])
  })

  it('says names and values without titles in words, and those with titles as told', () => {
    const mode = z.enum(['default-adapter', 'base']).meta({ options: { base: 'Base model' } })
    const field = fieldsOf({ belowThreshold: mode }).get('belowThreshold')
    expect(field?.title).toBe('Below threshold')
    expect(field?.options?.map(({ label }) => label)).toEqual(['Default adapter', 'Base model'])
  })

  it('prefers the texts of the reader’s language, inside lists too', () => {
    const schema = z.object({ rules: z.array(z.object({ label: z.string().meta({ title: 'Label' }) })) })
    const [rules] = readFields(schema, (path) =>
      path === 'rules.label' ? { title: '标签' } : path === 'rules' ? { title: '规则' } : undefined,
    )
    expect([rules?.title, rules?.item?.members?.[0]?.title]).toEqual(['规则', '标签'])
  })

  it('folds what is nested too deep into JSON', () => {
    const deep = z.object({ a: z.object({ b: z.object({ c: z.object({ d: z.object({}) }) }) }) })
    const depthOf = (field: FormField | undefined): number =>
      field?.members?.[0] === undefined ? 0 : 1 + depthOf(field.members[0])
    expect(depthOf(fieldsOf({ deep }).get('deep'))).toBeLessThanOrEqual(4)
  })
})

describe.each(builtinNodes.map((definition) => [definition.type, definition] as const))(
  'the form of %s',
  (_type, definition) => {
    const fields = readNodeFields(definition, none)

    it('has a control for every setting', () => {
      expect(fields.map(({ name }) => name)).toEqual(Object.keys(definition.config.shape))
    })

    it('begins entries of lists with values of the right kind', () => {
      for (const field of fields) {
        if (field.item === undefined) continue
        const blank = blankValue(field.item)
        const entry = field.item.members?.some(({ isIdentity }) => isIdentity)
          ? { id: 'entry-1', ...asRecord(blank) }
          : blank
        const result = definition.config.safeParse({ [field.name]: [entry] satisfies Json })
        const issues = result.error?.issues.filter(({ path }) => path[0] === field.name) ?? []
        // What only a person can say is missing; nothing is of the wrong type.
        expect(issues.filter(({ code }) => code === 'invalid_type' || code === 'invalid_value')).toEqual([])
      }
    })
  },
)
