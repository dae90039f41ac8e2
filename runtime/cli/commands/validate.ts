/** `validate FILE`: every fault of a pipeline, with its place. Nothing is executed. */
import type { Command } from 'commander'
import { builtinNodes } from '../../../nodes/index.ts'
import { parsePipeline } from '../../core/document/parse.ts'
import { validatePipeline } from '../../core/document/validate.ts'
import { toFailure } from '../../core/errors/failure.ts'
import { createNodeRegistry } from '../../core/node/registry.ts'
import type { CommandIo } from '../command-io.ts'
import { readTextFile } from '../files/read-text-file.ts'

interface ReportedIssue {
  readonly code: string
  readonly path: string
  readonly node?: string
  readonly message: string
}

export function registerValidate(program: Command, io: CommandIo): void {
  program
    .command('validate')
    .summary('check a pipeline file')
    .argument('<file>', 'pipeline JSON')
    .action(async (file: string) => {
      const issues = await findIssues(file)
      io.print({ ok: issues.length === 0, issues }, () =>
        issues.length === 0
          ? `${file}: valid.`
          : issues
              .map(({ path, message }) => `${file}${path === '' ? '' : `#${path}`}: ${message}`)
              .join('\n'),
      )
      if (issues.length > 0) io.markNegative()
    })
}

/** A file that cannot be read at all is no document with faults. @throws FILE_UNREADABLE */
async function findIssues(file: string): Promise<ReportedIssue[]> {
  const registry = createNodeRegistry(builtinNodes)
  try {
    const document = parsePipeline(await readTextFile(file))
    return validatePipeline(document, registry).map(({ code, path, node, message }) => ({
      code,
      path,
      message,
      ...(node === undefined ? {} : { node }),
    }))
  } catch (error) {
    const { code, message, path = '' } = toFailure(error)
    if (code === 'FILE_UNREADABLE' || code === 'UNEXPECTED') throw error
    return [{ code, path, message }]
  }
}
