import type { ErrorTable } from './error-table.ts'

export const egressErrors = {
  EGRESS_DENIED: {
    status: 403,
    message:
      'Signalbox does not send requests to {origin}: {reason}. An operator allows it with SIGNALBOX_EGRESS_ALLOW.',
  },
  CREDENTIAL_NOT_FOUND: {
    status: 404,
    message:
      'The credential "{credential}" is not set on this server. Set it under Settings, or choose another.',
  },
  CREDENTIAL_EXISTS: {
    status: 409,
    message: 'The credential "{credential}" exists already. Replace its secret, or choose another name.',
  },
  CREDENTIAL_REFUSED: {
    status: 403,
    message:
      'The credential "{credential}" was saved for {saved} and is not sent to {origin}. Save one for this address.',
  },
  CREDENTIAL_SECRET_NEEDED: {
    status: 422,
    message:
      'The credential "{credential}" goes to {origin} only with its secret entered again. Send the secret too.',
  },
  CREDENTIAL_NAME_TELLS: {
    status: 422,
    message: 'The name holds the secret, and names are shown. Choose a name that does not.',
  },
  CREDENTIAL_UNREADABLE: {
    status: 500,
    message:
      'The credential "{credential}" was sealed with another key than this server has. Enter its secret again under Settings.',
  },
  CREDENTIALS_NOT_KEPT: {
    status: 501,
    message:
      'This program keeps no credentials, so "{credential}" is not there. Run the pipeline on a Signalbox server.',
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
