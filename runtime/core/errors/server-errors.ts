import type { ErrorTable } from './error-table.ts'

export const serverErrors = {
  ROUTE_NOT_FOUND: { status: 404, message: 'There is no {method} {url}. The routes stand in /openapi.json.' },
  HOST_REFUSED: {
    status: 421,
    message: 'Requests for host "{host}" are refused. Use the address Signalbox printed at start.',
  },
  ORIGIN_REFUSED: {
    status: 403,
    message: 'Requests from the page "{origin}" are refused. Open Signalbox at its own address.',
  },
  UNAUTHORIZED: {
    status: 401,
    message:
      'This server asks for a token. Send it as "Authorization: Bearer …"; commands take it from SIGNALBOX_TOKEN.',
  },
  PARAM_INVALID: { status: 400, message: '"{field}" in the address is not valid: {reason}.' },
  BODY_INVALID: { status: 422, message: '"{field}" in the request body is not valid: {reason}.' },
  MEDIA_TYPE_REFUSED: {
    status: 415,
    message: 'The content type "{type}" is not accepted here. Send application/json.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    message: 'The request body is larger than {limit} bytes. Send less at a time.',
  },
  REQUEST_FAILED: { status: 400, message: 'The request could not be read: {reason}.' },
  BIND_NEEDS_TOKEN: {
    status: 400,
    message:
      'Listening on "{host}" opens Signalbox to other machines. Set SIGNALBOX_TOKEN or --token-file first.',
  },
  TOKEN_TOO_SHORT: {
    status: 400,
    message: 'The token has {length} characters; use at least {minimum}, random ones.',
  },
  NO_FREE_PORT: {
    status: 400,
    message: 'Ports {first} to {last} are all taken. Choose another with --port.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    message:
      'The Idempotency-Key "{key}" was sent before with another request. Use a new key for each request.',
  },
  SERVER_UNREACHABLE: {
    status: 503,
    message: 'Signalbox at {url} does not answer. Check that it runs.',
  },
  STREAM_BROKEN: {
    status: 502,
    message: 'The connection to Signalbox broke in mid-stream: {reason}. Open the run again to go on.',
  },
  USAGE_INVALID: {
    status: 400,
    message: 'The command is not valid: {reason}. Run it with --help to see what is possible.',
  },
  FILE_UNREADABLE: { status: 400, message: 'The file "{file}" cannot be read: {reason}.' },
  FILE_UNWRITABLE: {
    status: 400,
    message: 'The file "{file}" cannot be written: {reason}. Choose another place.',
  },
} as const satisfies ErrorTable
