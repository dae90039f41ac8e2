import type { jobErrors } from './job-errors.ts'

export const jobErrorsZh: Record<keyof typeof jobErrors, string> = {}
