import type { ErrorTable } from './error-table.ts'

/** Of runs in a page without a server. */
export const pageErrors = {
  PAGE_RESOURCE_INVALID: {
    status: 422,
    message: 'The page gave {kind} "{id}" with a fault: {reason}. Correct what the page hands to the editor.',
  },
  RUN_WORKER_LOST: {
    status: 500,
    message: 'The worker that ran the pipeline ended: {reason}. Run it again.',
  },
  LAYOUT_WORKER_FAILED: {
    status: 500,
    message:
      'The worker that arranges the nodes did not start: {reason}. Check that the page serves elk-worker.min.js and lets it run.',
  },
  DRAWING_NOT_EXPORTED: {
    status: 500,
    message:
      'The browser made no picture of the pipeline: {reason}. Export it as SVG, or at a smaller scale.',
  },
} as const satisfies ErrorTable
