import { expect, it } from 'vitest'
import { noteLines } from './note-lines.ts'

it('writes every mark of Markdown as a line that can be read', () => {
  const text =
    '# Why *so*\n\nBelow **0.85** the `base` [model](https://example.org) answers.\nAt once.\n\n- one\n- two\n  1. inner\n\n> quoted\n\n```\na = 1\nb\n```\n\n|a|b|\n|-|-|\n|1|2|\n\n<b>kept</b>'
  expect(noteLines(text, 900).map(({ text: line, indent, look }) => [indent, look, line])).toEqual([
    [0, 'title', 'Why so'],
    [0, 'text', 'Below 0.85 the base model answers. At once.'],
    [0, 'text', '• one'],
    [0, 'text', '• two'],
    [18, 'text', '1. inner'],
    [18, 'text', 'quoted'],
    [0, 'code', 'a = 1'],
    [0, 'code', 'b'],
    [0, 'title', 'a · b'],
    [0, 'text', '1 · 2'],
    [0, 'text', '<b>kept</b>'],
  ])
})

it('wraps at words, in Chinese at characters, and breaks what no line holds', () => {
  const words = noteLines('one two three four five six seven eight nine ten', 120)
  expect(words.length).toBeGreaterThan(1)
  expect(words.map(({ text }) => text).join(' ')).toBe('one two three four five six seven eight nine ten')
  const chinese = noteLines('低于阈值时，由基础模型回答这个问题。', 100)
  expect(chinese.length).toBeGreaterThan(1)
  expect(chinese.every(({ text }) => !/^[，。]/.test(text))).toBe(true)
  expect(chinese.map(({ text }) => text).join('')).toBe('低于阈值时，由基础模型回答这个问题。')
  expect(
    noteLines('x'.repeat(80), 100)
      .map(({ text }) => text)
      .join(''),
  ).toBe('x'.repeat(80))
})
