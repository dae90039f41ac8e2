import type { nodeErrors } from './node-errors.ts'

export const nodeErrorsZh: Record<keyof typeof nodeErrors, string> = {}
