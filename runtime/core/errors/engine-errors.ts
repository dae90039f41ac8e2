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
  RUN_TARGET_MISSED: {
    status: 422,
    message:
      'The request did not come to node "{node}", where the run was to end: a branch before it was not taken. Run to another node, or change the question.',
  },
  RUN_NODE_UNKNOWN: {
    status: 422,
    message: 'Pipeline "{pipeline}" has no node "{node}" to run from or to. Choose one of its nodes.',
  },
  RUN_OF_OTHER_PIPELINE: {
    status: 422,
    message: 'Run "{run}" is not a run of pipeline "{pipeline}". Choose one of its own runs to go on from.',
  },
  RUN_INPUTS_DIFFER: {
    status: 422,
    message:
      'Run "{run}" had other inputs, so its values do not hold for these. Send the inputs of that run, or run all.',
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
  NODE_MUTED: {
    status: 422,
    message: 'The request came to node "{node}" and went no further, because that node is muted. Unmute it.',
  },
  NOTHING_GIVEN: {
    status: 422,
    message:
      'No answer: node "{node}" gave nothing at "{port}", and what leads to an output node needs it. See to it that it gives something there.',
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
