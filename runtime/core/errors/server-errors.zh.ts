import type { serverErrors } from './server-errors.ts'

export const serverErrorsZh: Record<keyof typeof serverErrors, string> = {}
