/** A row in the words of a table. */
import type { DatasetRow } from '../../runtime/core/wire/datasets.ts'

/** The input that says most: the one named question, else the first text, else all as JSON. */
export function requestText({ inputs }: DatasetRow): string {
  const { question } = inputs
  const text =
    typeof question === 'string' ? question : Object.values(inputs).find((value) => typeof value === 'string')
  return typeof text === 'string' ? text : JSON.stringify(inputs)
}

/** `name=value` of each tag. */
export function tagTexts({ tags = {} }: DatasetRow): string[] {
  return Object.entries(tags).map(([name, value]) => `${name}=${value}`)
}
