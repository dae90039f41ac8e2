import type { ErrorTable } from './error-table.ts'

export const readerErrors = {} as const satisfies ErrorTable
