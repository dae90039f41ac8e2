import type { ErrorTable } from './error-table.ts'

export const experimentErrors = {
  EXPERIMENT_NOT_FOUND: {
    status: 404,
    message: 'Experiment "{experiment}" does not exist. Choose another or create it.',
  },
  EXPERIMENT_RUNNING: {
    status: 409,
    message: 'Experiment "{experiment}" is running. Stop it first; what it has measured stays.',
  },
  EXPERIMENT_NO_ROWS: {
    status: 422,
    message: 'Dataset "{dataset}" has no rows, so there is nothing to measure. Import or add rows first.',
  },
  EXPERIMENT_INPUTS_CHANGED: {
    status: 409,
    message:
      'Experiment "{experiment}" cannot go on: it was pinned to other inputs. Rows added: {added}. Rows removed: {removed}. Rows changed: {changed}. Versions: {pins}. Put them back, or start a new experiment.',
  },
  EXPERIMENT_FILE_INVALID: {
    status: 422,
    message: '{file} is not an experiment that can be run: "{field}" is wrong ({reason}). Correct it.',
  },
  CELL_NOT_FOUND: {
    status: 404,
    message: 'Experiment "{experiment}" has no cell of variant "{variant}" for row "{row}".',
  },
  BASELINE_UNKNOWN: {
    status: 422,
    message: 'The baseline "{baseline}" is none of the variants {variants}. Choose one of them.',
  },
  METRIC_UNKNOWN: {
    status: 422,
    message: 'There is no metric "{metric}". Choose one of {known}.',
  },
  OVERRIDE_NODE_UNKNOWN: {
    status: 422,
    message:
      'Variant "{variant}" overrides a setting of node "{node}", which its pipeline does not have. Its nodes: {nodes}.',
  },
  OVERRIDE_UNKNOWN: {
    status: 422,
    message:
      'Variant "{variant}" overrides "{setting}" of node "{node}", which has no such setting. What there is: {known}.',
  },
  OVERRIDE_INVALID: {
    status: 422,
    message: 'Variant "{variant}" sets "{setting}" of node "{node}" to a value that is not valid: {reason}.',
  },
  VARIANT_BANK_UNUSED: {
    status: 422,
    message:
      'Variant "{variant}" pins or forces bank "{bank}", which its pipeline does not use. Banks that it uses: {banks}.',
  },
} as const satisfies ErrorTable
