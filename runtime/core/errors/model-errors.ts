import type { ErrorTable } from './error-table.ts'

export const modelErrors = {
  MODEL_NOT_SET: { status: 422, message: 'Node "{node}" names no model. Choose one in its settings.' },
  MODEL_REFUSED: {
    status: 502,
    message: 'The model server at {origin} refused the request with status {status}: {reason}.',
  },
  MODEL_OVERLOADED: {
    status: 503,
    message: 'The model server at {origin} is busy or still loading (status {status}): {reason}. Try again.',
  },
  MODEL_STREAM_BROKEN: {
    status: 502,
    message: 'The answer of the model at {origin} broke off: {reason}.',
  },
  MODEL_ADDRESS_INVALID: {
    status: 422,
    message: '"{address}" is not the address of a model server. Write one such as http://127.0.0.1:8080/v1.',
  },
  EGRESS_UNAVAILABLE: {
    status: 501,
    message: 'This program makes no outgoing requests. Give it an egress client to reach {origin}.',
  },
  RESOURCE_NOT_REGISTERED: {
    status: 404,
    message: 'No resource is registered as "{resource}". Give it to createRuntime under `resources`.',
  },
  RESOURCE_WRONG_KIND: {
    status: 422,
    message: 'Resource "{resource}" is of kind {kind}; this node takes {wanted}.',
  },
  SUB_PIPELINE_TOO_DEEP: {
    status: 422,
    message: 'Pipelines stand inside one another more than {limit} levels deep. Flatten them.',
  },
  SUB_PIPELINE_LOOP: {
    status: 422,
    message: 'Pipelines run in a circle: {pipelines}. Choose another pipeline or version.',
  },
  SUB_PIPELINE_END_UNKNOWN: {
    status: 422,
    message: 'Pipeline "{pipeline}" has no "{name}". Choose one of {names}.',
  },
  LIST_TOO_LONG: {
    status: 422,
    message:
      'The list for node "{node}" has {count} items; its limit is {limit}. Shorten it or raise the limit.',
  },
} as const satisfies ErrorTable
