/** Tables of bench/README.md: each stands between two markers and is replaced by the program that measures it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../runtime/cli/package-info.ts'

export type Cell = string | number

/** A Markdown table, its columns padded as the formatter wants them. */
export function formatTable(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = [head, ...rows].map((cells) => cells.map(String))
  const widths = head.map((_, column) => Math.max(3, ...texts.map((cells) => cells[column]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`
  const rule = line(widths.map((width) => '-'.repeat(width)))
  const [first = [], ...others] = texts
  return [line(first), rule, ...others.map(line)].join('\n')
}

/** Processor, cores, memory, system and Node, in words. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  const memoryGib = Math.round(totalmem() / 2 ** 30)
  return `${model}, ${availableParallelism()} cores, ${memoryGib} GiB, ${type()}, Node ${process.versions.node}`
}

/**
 * Writes `content` between `<!-- name -->` and `<!-- /name -->` of bench/README.md, with the machine and the date; a name
 * that is not there yet is added at the end.
 */
export function recordTable(name: string, content: string): void {
  const file = join(packageRoot(), 'bench', 'README.md')
  const old = existsSync(file) ? readFileSync(file, 'utf8') : '# Measurements\n'
  writeFileSync(file, replaceSection(old, name, `${content}\n\n${describeRun()}`))
  process.stdout.write(`${content}\n\nWritten to bench/README.md, section ${name}.\n`)
}

function describeRun(): string {
  return `_${new Date().toISOString().slice(0, 10)}, ${describeMachine()}._`
}

/** @returns `text` with the section's content replaced, or appended */
export function replaceSection(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const section = `${open}\n\n${content}\n\n${close}`
  const start = text.indexOf(open)
  const end = text.indexOf(close, start)
  if (start < 0 || end < 0) return `${text.trimEnd()}\n\n## ${name}\n\n${section}\n`
  return text.slice(0, start) + section + text.slice(end + close.length)
}
