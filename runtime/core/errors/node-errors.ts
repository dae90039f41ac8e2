import type { ErrorTable } from './error-table.ts'

export const nodeErrors = {} as const satisfies ErrorTable
