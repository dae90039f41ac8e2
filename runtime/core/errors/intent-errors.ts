import type { ErrorTable } from './error-table.ts'

export const intentErrors = {} as const satisfies ErrorTable
