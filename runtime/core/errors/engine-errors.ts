import type { ErrorTable } from './error-table.ts'

export const engineErrors = {
  UNEXPECTED: {
    status: 500,
    message: 'Something failed that should not: {reason}. The run log has the details.',
  },
  NODE_TIMEOUT: {
    status: 504,
    message: 'Node "{node}" did not finish within {timeoutMs} ms. Raise its timeout or give it less to do.',
  },
  DEADLINE_EXCEEDED: {
    status: 504,
    message: 'The run did not finish within {deadlineMs} ms. Raise the deadline of the pipeline.',
  },
  RUN_CANCELLED: { status: 499, message: 'The run was cancelled.' },
  RUN_INTERRUPTED: {
    status: 503,
    message:
      'The server stopped before the run had ended; what it had done until then is kept. Run it again.',
  },
  NO_OUTPUT: {
    status: 422,
    message:
      'No answer: router "{router}" sent the request down a branch that reaches no output node. Wire that branch.',
  },
  INPUT_INVALID: { status: 422, message: 'The input "{field}" is not valid: {reason}.' },
  BAD_DELTA: { status: 500, message: 'Node "{node}" streamed on port "{port}", which does not stream.' },
  BAD_OUTPUT: {
    status: 500,
    message: 'Node "{node}" of type "{type}" ended without giving its outputs as an object.',
  },
  RUN_EVENT_GAP: {
    status: 409,
    message: 'Event {seq} arrived while {expected} was expected. Fetch the events in between.',
  },
} as const satisfies ErrorTable
