/** Templates as settings of nodes: checked when they are read, and what they name comes in through ports. */
import { z } from 'zod'
import { addFailureIssue } from '../core/errors/schema-failure.ts'
import { portNamePattern } from '../core/node/ports.ts'
import { parseTemplate } from './template.ts'

/** A text of at most 50,000 characters that can be read as a template. */
export const templateSchema = z
  .string()
  .max(50_000)
  .superRefine((text, context) => {
    try {
      parseTemplate(text)
    } catch (error) {
      addFailureIssue(context, error)
    }
  })

/**
 * The first part of each path that can be a port: what a template reads comes in by name. Read from the complete slots of the
 * text, so that the ports stay while somebody writes another slot.
 */
export function templateInputNames(template: string): string[] {
  const names = [...template.matchAll(/\{\{\s*([^{}|.\s]+)[^{}]*\}\}/g)].map(([, name = '']) => name)
  return [...new Set(names)].filter((name) => portNamePattern.test(name))
}
