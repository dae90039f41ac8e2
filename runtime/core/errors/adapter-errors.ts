import type { ErrorTable } from './error-table.ts'

export const adapterErrors = {
  ADAPTER_INVALID: {
    status: 422,
    message: 'The adapter cannot be used: {reason}. Export it again in PEFT format.',
  },
  SAFETENSORS_INVALID: {
    status: 422,
    message: 'The file of weights is not valid safetensors: {reason}. Export it again.',
  },
  ADAPTER_WRONG_BASE: {
    status: 422,
    message: 'The adapter was made for "{base}"; this bank has "{expected}". Train it for this base model.',
  },
} as const satisfies ErrorTable
