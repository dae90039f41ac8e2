/** Templates: text with `{{ path | filter }}`. What is filled in is text and is never read again as a template. */
import { failure } from '../core/errors/failure.ts'
import type { Scope } from './evaluate.ts'
import { readPath } from './evaluate.ts'

type Part = string | { readonly path: readonly (string | number)[]; readonly filters: readonly Filter[] }

interface Filter {
  readonly name: string
  readonly argument: string | undefined
}

export type Template = readonly Part[]

/** Longest result, in characters: a template cannot be made to fill the memory. */
const maxResult = 1_000_000

const filters: Readonly<Record<string, (value: unknown, argument: string | undefined) => unknown>> = {
  upper: (value) => toText(value).toUpperCase(),
  lower: (value) => toText(value).toLowerCase(),
  trim: (value) => toText(value).trim(),
  json: (value) => JSON.stringify(value ?? null),
  join: (value, separator = ', ') =>
    Array.isArray(value) ? value.map(toText).join(separator) : toText(value),
  default: (value, fallback = '') =>
    value === null || value === undefined || value === '' ? fallback : value,
  truncate: (value, length = '200') => toText(value).slice(0, Math.max(0, Number(length) || 0)),
}

export const filterNames = Object.keys(filters)

/** @throws TEMPLATE_INVALID, TEMPLATE_UNCLOSED or TEMPLATE_FILTER_UNKNOWN with the offset of what cannot be read */
export function parseTemplate(source: string): Template {
  const parts: Part[] = []
  let end = 0
  for (let start = source.indexOf('{{'); start >= 0; start = source.indexOf('{{', end)) {
    const close = source.indexOf('}}', start)
    if (close < 0) throw failure('TEMPLATE_UNCLOSED', { offset: start })
    if (start > end) parts.push(source.slice(end, start))
    parts.push(parseSlot(source.slice(start + 2, close), start))
    end = close + 2
  }
  if (end < source.length) parts.push(source.slice(end))
  return parts
}

function parseSlot(source: string, offset: number): Part {
  const [path = '', ...rest] = source.split('|').map((piece) => piece.trim())
  if (!/^[\p{L}_][\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_-]+)*$/u.test(path)) {
    throw failure('TEMPLATE_INVALID', { offset, name: path })
  }
  return { path: path.split('.'), filters: rest.map((filter) => parseFilter(filter, offset)) }
}

function parseFilter(source: string, offset: number): Filter {
  const match = /^([a-z]+)(?:\((?:"([^"]*)"|'([^']*)'|(\d+))?\))?$/.exec(source)
  const name = match?.[1]
  if (name === undefined || !Object.hasOwn(filters, name)) {
    throw failure('TEMPLATE_FILTER_UNKNOWN', { offset, filter: source, filters: filterNames.join(', ') })
  }
  return { name, argument: match?.[2] ?? match?.[3] ?? match?.[4] }
}

export function renderTemplate(template: Template, scope: Scope): string {
  let text = ''
  for (const part of template) {
    text += typeof part === 'string' ? part : fillSlot(part, scope)
    if (text.length > maxResult) return text.slice(0, maxResult)
  }
  return text
}

/** The names a template reads, each once. */
export function templatePaths(template: Template): string[] {
  return [...new Set(template.flatMap((part) => (typeof part === 'string' ? [] : [part.path.join('.')])))]
}

function fillSlot({ path, filters: applied }: Exclude<Part, string>, scope: Scope): string {
  let value = readPath(path, scope)
  for (const { name, argument } of applied) value = filters[name]?.(value, argument)
  return toText(value)
}

/** Texts as they are, answers by their text, passages by title and text, everything else as JSON. */
function toText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(toText).join('\n\n')
  if (typeof value !== 'object') return String(value)
  const text: unknown = Object.hasOwn(value, 'text') ? Reflect.get(value, 'text') : undefined
  const title: unknown = Object.hasOwn(value, 'title') ? Reflect.get(value, 'title') : undefined
  if (typeof text === 'string') return typeof title === 'string' ? `${title}\n${text}` : text
  return JSON.stringify(value)
}
