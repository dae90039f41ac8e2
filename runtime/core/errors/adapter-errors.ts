import type { ErrorTable } from './error-table.ts'

export const adapterErrors = {} as const satisfies ErrorTable
