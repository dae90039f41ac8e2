import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateExpression } from './evaluate.ts'
import type { Expression } from './expression.ts'
import { parseExpression } from './parse.ts'
import { loadPatterns, usesPatterns } from './patterns.ts'
import { printExpression } from './print.ts'
import { parseTemplate, renderTemplate, templatePaths } from './template.ts'

const scope = {
  input_intent: 'refund',
  confidence: 0.91,
  request: { question: 'Refund on order A-17?', user: null, tags: ['vip', 'old'] },
  nodes: { 'find-1': { documents: [{ title: 'Refunds', score: 2 }] } },
}
const evaluate = (text: string) => evaluateExpression(parseExpression(text), scope)

describe('conditions', () => {
  it.each([
    ['input_intent == "refund" and confidence >= 0.9', true],
    ['input_intent in ["delay", "refund"]', true],
    ['input_intent not in ["delay", "refund"]', false],
    ['not (confidence < 0.5 or input_intent == "x")', true],
    ['request.question contains "A-17"', true],
    ['request.question starts with "Ref"', true],
    ['request.question ends with "!"', false],
    ['request.tags contains "vip"', true],
    ['nodes.find-1.documents[0].score > 1', true],
    ['nodes["find-1"].documents[0].title == "Refunds"', true],
    ['request.user == null', true],
    ['request.missing.deeper == null', true],
    ['"9" > 8', false],
    ['confidence == "0.91"', false],
    ['true or missing', true],
  ])('%s is %s', (text, expected) => {
    expect(evaluate(text)).toBe(expected)
  })

  it.each([
    ['a ==', 5],
    ['a = b', 3],
    ['(a == 1', 8],
    ['a == 1 b', 8],
    ['[1, 2', 6],
    ['and', 1],
    ['a starts "x"', 10],
    ['', 1],
  ])('says at which column "%s" breaks', (text, column) => {
    expect(() => parseExpression(text)).toThrow(
      expect.objectContaining({
        code: expect.stringMatching(/^EXPRESSION_(INVALID|INCOMPLETE|VALUE_MISSING)$/),
        params: expect.objectContaining({ column }),
      }),
    )
  })

  it('bounds length and nesting', () => {
    expect(() => parseExpression('a'.repeat(3_000))).toThrow(
      expect.objectContaining({ code: 'EXPRESSION_TOO_LONG' }),
    )
    expect(() => parseExpression(`${'('.repeat(60)}a${')'.repeat(60)}`)).toThrow(
      expect.objectContaining({ code: 'EXPRESSION_TOO_DEEP' }),
    )
  })

  it.each([
    'constructor',
    '__proto__.x',
    'request.constructor.name',
    'request.question.length',
    'request.tags.map',
  ])('reaches no prototype by %s', (path) => {
    expect(evaluate(path)).toBeNull()
  })

  it('matches patterns in linear time and names a bad one', async () => {
    const testPattern = await loadPatterns()
    const expression = parseExpression('request.question matches "A-[0-9]+"')
    expect(usesPatterns(expression)).toBe(true)
    expect(evaluateExpression(expression, scope, { testPattern })).toBe(true)
    // Exponential in a backtracking engine.
    expect(testPattern('^(a+)+$', `${'a'.repeat(5_000)}b`)).toBe(false)
    expect(() => testPattern('(', 'x')).toThrow(expect.objectContaining({ code: 'PATTERN_INVALID' }))
  })

  it('prints a tree so that parsing gives the same tree', () => {
    const literal = fc
      .oneof(fc.constantFrom(null, true, false), fc.integer(), fc.string({ maxLength: 8 }))
      .map((value) => ({
        kind: 'literal' as const,
        value,
      }))
    const path = fc
      .array(fc.constantFrom('a', 'b-1', 'ü', 'with space', 3), { minLength: 0, maxLength: 3 })
      .map((rest) => ({
        kind: 'path' as const,
        parts: ['root', ...rest],
      }))
    const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        literal,
        path,
        fc.record({ kind: fc.constant('not' as const), operand: tie('tree') }),
        fc.record({
          kind: fc.constantFrom('and' as const, 'or' as const),
          operands: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
        }),
        fc.record({
          kind: fc.constant('compare' as const),
          operator: fc.constantFrom('==' as const, 'not in' as const, 'starts with' as const, '<=' as const),
          left: fc.oneof(literal, path),
          right: fc.oneof(literal, path),
        }),
      ),
    }))
    fc.assert(
      fc.property(tree, (expression) => {
        const text = printExpression(expression)
        expect(printExpression(parseExpression(text))).toBe(text)
      }),
    )
  })
})

describe('templates', () => {
  const render = (text: string, values: Record<string, unknown>) =>
    renderTemplate(parseTemplate(text), values)

  it('fills names and applies filters', () => {
    expect(render('{{ name | upper }}: {{ list | join("; ") }}', { name: 'a', list: ['x', 'y'] })).toBe(
      'A: x; y',
    )
    expect(render('{{ missing | default("none") }}{{ missing }}', {})).toBe('none')
    expect(render('{{ answer }}', { answer: { text: 'yes', abstained: false } })).toBe('yes')
    expect(render('{{ text | truncate(3) }}', { text: 'abcdef' })).toBe('abc')
  })

  it('never reads what it filled in as a template', () => {
    expect(render('{{ text }}', { text: '{{ secret }} {{7*7}}', secret: 's' })).toBe('{{ secret }} {{7*7}}')
  })

  it('lists the names it reads, each once', () => {
    expect(templatePaths(parseTemplate('{{a}} {{ b.c }} {{ a | trim }}'))).toEqual(['a', 'b.c'])
  })

  it.each(['{{ a', '{{ 7*7 }}', '{{ a | shell }}', '{{ constructor() }}', '{{}}'])(
    'refuses %s with its place',
    (text) => {
      expect(() => parseTemplate(text)).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^TEMPLATE_/) }),
      )
    },
  )
})
