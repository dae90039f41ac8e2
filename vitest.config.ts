import { defineConfig } from 'vitest/config'

const skipped = ['**/node_modules/**', '**/dist/**', 'e2e/**']

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'core',
          environment: 'node',
          include: ['runtime/**/*.test.ts', 'nodes/**/*.test.ts', 'examples/**/*.test.ts'],
          exclude: [...skipped, '**/*.int.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'editor',
          environment: 'jsdom',
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
          exclude: skipped,
          testTimeout: 30_000,
        },
      },
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
