/** Templates as settings of nodes: checked when they are read, and what they name comes in through ports. */
import { z } from 'zod'
import { Failure } from '../core/errors/failure.ts'
import { parseTemplate, templatePaths } from './template.ts'

/** A text of at most 50,000 characters that can be read as a template. */
export const templateSchema = z
  .string()
  .max(50_000)
  .superRefine((text, context) => {
    try {
      parseTemplate(text)
    } catch (error) {
      const message = error instanceof Failure ? error.message : String(error)
      context.addIssue({ code: 'custom', message })
    }
  })

/** The first part of each path that can be a port: what a template reads comes in by name. */
export function templateInputNames(template: string): string[] {
  const names = templatePaths(parseTemplate(template)).map((path) => path.split('.')[0] ?? '')
  return [...new Set(names)].filter((name) => /^[a-z][a-z0-9-]{0,63}$/.test(name))
}
