import type { ErrorTable } from './error-table.ts'

export const retrievalErrors = {} as const satisfies ErrorTable
