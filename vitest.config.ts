import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const skipped = ['**/node_modules/**', '**/dist/**', 'e2e/**']

/**
 * Files that replace modules or draw get what they load for themselves alone. All others share what is loaded, which halves the
 * time of a run.
 */
const isAlone = (file: string) =>
  file.endsWith('.test.tsx') || readFileSync(join(import.meta.dirname, file), 'utf8').includes('vi.mock(')
const alone = ['runtime', 'nodes', 'examples', 'src'].flatMap((folder) =>
  readdirSync(join(import.meta.dirname, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.int)\.test\.tsx?$/.test(file))
    .map((file) => `${folder}/${file}`)
    .filter(isAlone),
)
const isOfEditor = (file: string) => file.startsWith('src/')

const core = { environment: 'node' as const, testTimeout: 30_000 }
const editor = { environment: 'jsdom' as const, testTimeout: 30_000 }

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...core,
          name: 'core',
          isolate: false,
          setupFiles: ['scripts/fixed-seed.mjs'],
          include: ['runtime/**/*.test.ts', 'nodes/**/*.test.ts', 'examples/**/*.test.ts'],
          exclude: [...skipped, '**/*.int.test.ts', ...alone],
        },
      },
      {
        test: {
          ...editor,
          name: 'editor',
          isolate: false,
          setupFiles: ['scripts/fixed-seed.mjs', 'scripts/leave-no-trace.mjs'],
          include: ['src/**/*.test.ts'],
          exclude: [...skipped, ...alone],
        },
      },
      { test: { ...core, name: 'core-alone', include: alone.filter((file) => !isOfEditor(file)) } },
      { test: { ...editor, name: 'editor-alone', include: alone.filter(isOfEditor) } },
      {
        test: {
          name: 'integration',
          environment: 'node',
          include: ['runtime/**/*.int.test.ts', 'nodes/**/*.int.test.ts'],
          exclude: skipped,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
