import type { ErrorTable } from './error-table.ts'

export const serverErrors = {} as const satisfies ErrorTable
