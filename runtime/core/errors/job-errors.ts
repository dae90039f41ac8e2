import type { ErrorTable } from './error-table.ts'

export const jobErrors = {} as const satisfies ErrorTable
