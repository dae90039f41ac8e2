import type { storageErrors } from './storage-errors.ts'

export const storageErrorsZh: Record<keyof typeof storageErrors, string> = {}
