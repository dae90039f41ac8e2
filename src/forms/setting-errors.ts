/** What is wrong with settings, in the reader's language and by place. */
import type { z } from 'zod'
import type { FailureData } from '../../runtime/core/errors/failure.ts'
import { failureOfIssue } from '../../runtime/core/errors/schema-failure.ts'
import { portNamePattern } from '../../runtime/core/node/ports.ts'
import type { Say } from '../messages/catalogue.ts'

type Issue = z.core.$ZodIssue

export interface SettingErrors {
  /** The fault of the value at `path` itself. */
  at(path: string): string | undefined
  /** Whether the value at `path` or anything inside it is at fault. */
  isWithin(path: string): boolean
}

export interface ErrorWords {
  readonly say: Say
  readonly failureText: (failure: Pick<FailureData, 'code' | 'params'>) => string
  /** How zod puts the faults that we have no words for. */
  readonly schemaErrors: z.core.$ZodErrorMap | undefined
}

export const noErrors: SettingErrors = { at: () => undefined, isWithin: () => false }

/** Checks `values` and says the first fault of each place. */
export function readSettingErrors(
  schema: z.ZodObject | undefined,
  values: unknown,
  words: ErrorWords,
): SettingErrors {
  const { schemaErrors } = words
  if (schema === undefined) return noErrors
  const result = schema.safeParse(values, schemaErrors === undefined ? {} : { error: schemaErrors })
  if (result.success) return noErrors
  const errors = new Map<string, string>()
  for (const issue of result.error.issues) {
    const path = issue.path.map(String).join('/')
    const isMissing = readAt(values, issue.path) === undefined
    if (!errors.has(path)) errors.set(path, describeIssue(issue, isMissing, words))
  }
  const paths = [...errors.keys()]
  return {
    at: (path) => errors.get(path),
    isWithin: (path) => paths.some((one) => one === path || one.startsWith(`${path}/`)),
  }
}

function readAt(values: unknown, path: readonly PropertyKey[]): unknown {
  let value = values
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Reflect.get(value, part)
  }
  return value
}

/** One fault in words. Where a definition has put a failure of the catalogue into the issue, that is said. */
export function describeIssue(issue: Issue, isMissing: boolean, words: ErrorWords): string {
  const { say } = words
  switch (issue.code) {
    case 'invalid_type':
      return isMissing ? say('forms.needed') : describeType(issue.expected, say)
    case 'too_small':
      return describeTooSmall(issue, say)
    case 'too_big':
      return describeTooBig(issue, say)
    case 'invalid_value':
      return isMissing ? say('forms.needed') : say('forms.notListed')
    case 'invalid_format':
      return describeFormat(issue, say)
    case 'invalid_union':
      return say('forms.notObject')
    case 'unrecognized_keys':
      return say('forms.unknownKeys', { keys: issue.keys.join(', ') })
    case 'custom': {
      const failure = failureOfIssue(issue)
      return failure === undefined ? issue.message : words.failureText(failure)
    }
    default:
      return issue.message
  }
}

function describeType(expected: string, say: Say): string {
  switch (expected) {
    case 'number':
      return say('forms.notNumber')
    case 'int':
      return say('forms.notWhole')
    case 'string':
      return say('forms.notText')
    case 'boolean':
      return say('forms.notSwitch')
    case 'array':
      return say('forms.notList')
    default:
      return say('forms.notObject')
  }
}

function describeTooSmall(issue: Extract<Issue, { code: 'too_small' }>, say: Say): string {
  const min = Number(issue.minimum)
  if (issue.origin === 'string') return min === 1 ? say('forms.needed') : say('forms.tooShort', { min })
  if (issue.origin === 'array' || issue.origin === 'set') return say('forms.tooFew', { min })
  return issue.inclusive === false ? say('forms.moreThan', { min }) : say('forms.atLeast', { min })
}

function describeTooBig(issue: Extract<Issue, { code: 'too_big' }>, say: Say): string {
  const max = Number(issue.maximum)
  if (issue.origin === 'string') return say('forms.tooLong', { max })
  if (issue.origin === 'array' || issue.origin === 'set') return say('forms.tooMany', { max })
  return issue.inclusive === false ? say('forms.lessThan', { max }) : say('forms.atMost', { max })
}

function describeFormat(issue: Extract<Issue, { code: 'invalid_format' }>, say: Say): string {
  const pattern = 'pattern' in issue ? issue.pattern : undefined
  if (pattern === String(portNamePattern)) return say('forms.notPortName')
  return issue.format === 'url' ? say('forms.notUrl') : say('forms.badFormat')
}
