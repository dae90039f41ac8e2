import type { ErrorTable } from './error-table.ts'

export const egressErrors = {
  EGRESS_DENIED: {
    status: 403,
    message:
      'Signalbox does not send requests to {origin}: {reason}. An operator allows it with SIGNALBOX_EGRESS_ALLOW.',
  },
  CREDENTIAL_REFUSED: {
    status: 403,
    message:
      'The credential "{credential}" cannot be used for {origin}: {reason}. Save one for this address.',
  },
  UPSTREAM_REDIRECT: {
    status: 502,
    message: '{origin} answered with a redirect, which is not followed. Use the final address.',
  },
  UPSTREAM_TOO_LARGE: {
    status: 502,
    message: '{origin} sent more than {limit} bytes. Ask it for less.',
  },
  UPSTREAM_ENCODED: {
    status: 502,
    message: '{origin} answered in the encoding "{encoding}", which was not asked for.',
  },
  UPSTREAM_TIMEOUT: {
    status: 504,
    message: '{origin} sent nothing for {timeoutMs} ms. Check that it is not overloaded.',
  },
  UPSTREAM_UNREACHABLE: {
    status: 502,
    message: '{origin} cannot be reached: {reason}. Check the address and that it runs.',
  },
} as const satisfies ErrorTable
