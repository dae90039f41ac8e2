import type { readerErrors } from './reader-errors.ts'

export const readerErrorsZh: Record<keyof typeof readerErrors, string> = {}
