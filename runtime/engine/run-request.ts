/** What a run was asked for, as its nodes and the runs of its sub-pipelines see it. */
import type { RunRequest } from '../core/node/context.ts'
import type { RunOptions } from './run-result.ts'

export function makeRequest(
  runId: string,
  inputs: Readonly<Record<string, unknown>>,
  { user, conversationId, headers = {} }: RunOptions,
  isPart: boolean,
): RunRequest {
  return {
    runId,
    inputs,
    headers,
    ...(user === undefined ? {} : { user }),
    ...(conversationId === undefined ? {} : { conversationId }),
    ...(isPart ? { isPart } : {}),
  }
}

/** The options of a run's parts: what belongs to the whole run only is left out. */
export function optionsForParts(options: RunOptions, runId: string): RunOptions {
  const {
    reuse: _reuse,
    until: _until,
    onEvent: _onEvent,
    expected: _expected,
    deadlineMs: _deadlineMs,
    ...rest
  } = options
  return { ...rest, runId }
}
