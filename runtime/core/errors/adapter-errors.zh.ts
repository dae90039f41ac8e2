import type { adapterErrors } from './adapter-errors.ts'

export const adapterErrorsZh: Record<keyof typeof adapterErrors, string> = {}
