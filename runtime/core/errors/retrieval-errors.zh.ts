import type { retrievalErrors } from './retrieval-errors.ts'

export const retrievalErrorsZh: Record<keyof typeof retrievalErrors, string> = {}
