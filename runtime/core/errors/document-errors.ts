import type { ErrorTable } from './error-table.ts'

export const documentErrors = {
  INVALID_JSON: { status: 400, message: '{source} is not valid JSON: {reason}. Correct it and try again.' },
  INVALID_YAML: { status: 400, message: '{source} is not valid YAML: {reason}. Correct it and try again.' },
  INVALID_UTF8: { status: 400, message: '{source} is not valid UTF-8 at byte {offset}. Save it as UTF-8.' },
  DOCUMENT_TOO_LARGE: {
    status: 413,
    message: '{source} has {bytes} bytes; the limit is {limit}. Split it or remove what is not needed.',
  },
  DOCUMENT_INVALID: { status: 422, message: 'The pipeline is not valid at {path}: {reason}.' },
  FORBIDDEN_KEY: { status: 422, message: 'The key "{key}" is not allowed at {path}. Rename it.' },
  NEWER_FORMAT: {
    status: 422,
    message:
      'This pipeline has format version {version}; this Signalbox reads up to {supported}. Update Signalbox.',
  },
  UNKNOWN_NODE_TYPE: {
    status: 422,
    message: 'Node "{node}" has the unknown type "{type}". Install the node type or replace the node.',
  },
  NEWER_NODE: {
    status: 422,
    message:
      'Node "{node}" has version {version} of "{type}"; this Signalbox has {supported}. Update Signalbox.',
  },
  NODE_NOT_MIGRATED: {
    status: 422,
    message:
      'The settings of node "{node}" could not be brought from version {version} of "{type}" to {supported}: {reason}. Correct them in the file or replace the node.',
  },
  DUPLICATE_ID: { status: 422, message: 'The id "{id}" is used twice. Give one of them another id.' },
  DANGLING_EDGE: {
    status: 422,
    message: 'Edge "{edge}" refers to node "{node}", which does not exist. Remove the edge.',
  },
  MISSING_PORT: {
    status: 422,
    message:
      'Edge "{edge}" refers to port "{port}" of node "{node}", which does not exist. Wire it to another port.',
  },
  TYPE_MISMATCH: {
    status: 422,
    message: 'Edge "{edge}" joins {fromType} to {toType}. Wire it to a port that takes {fromType}.',
  },
  INPUT_TAKEN: {
    status: 422,
    message:
      'Input "{port}" of node "{node}" has more than one edge. Remove all but one, or join them with Merge.',
  },
  INPUT_MISSING: { status: 422, message: 'Input "{port}" of node "{node}" is required. Wire it.' },
  CYCLE: { status: 422, message: 'The nodes {nodes} form a cycle. Remove one of the edges between them.' },
  CONFIG_INVALID: { status: 422, message: 'Setting "{field}" of node "{node}" is not valid: {reason}.' },
  EXPOSED_INVALID: {
    status: 422,
    message: 'Node "{node}" cannot take its setting "{setting}" from a port: {reason}.',
  },
  NO_INPUT_NODE: { status: 422, message: 'The pipeline has no input node. Add one.' },
  NO_OUTPUT_NODE: { status: 422, message: 'The pipeline has no output node. Add one.' },
  TOO_MANY_NODES: { status: 422, message: 'The pipeline has {count} {things}; the limit is {limit}.' },
} as const satisfies ErrorTable
