import type { ErrorTable } from './error-table.ts'

export const jobErrors = {
  JOB_NOT_FOUND: { status: 404, message: 'Job "{job}" does not exist. Start the work again.' },
  JOB_CANCELLED: {
    status: 409,
    message: 'The work on "{target}" was cancelled; what stood before is unchanged.',
  },
  JOB_INTERRUPTED: {
    status: 409,
    message:
      'The work on "{target}" broke off when the server ended; what stood before is unchanged. Start it again.',
  },
  JOB_RUNNING: {
    status: 409,
    message:
      'Other work on "{target}" is under way (job "{job}"). Wait until it ends or cancel it, then start again.',
  },
} as const satisfies ErrorTable
