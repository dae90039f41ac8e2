import type { intentErrors } from './intent-errors.ts'

export const intentErrorsZh: Record<keyof typeof intentErrors, string> = {}
