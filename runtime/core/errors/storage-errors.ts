import type { ErrorTable } from './error-table.ts'

export const storageErrors = {} as const satisfies ErrorTable
