/** The thread that a report is made in. */
import type { MessagePort } from 'node:worker_threads'
import { parentPort } from 'node:worker_threads'
import type { FailureData } from '../../core/errors/failure.ts'
import { Failure } from '../../core/errors/failure.ts'
import type { Report } from '../../core/wire/experiments.ts'
import type { ReportBuilder } from './build-report.ts'
import { createReportBuilder } from './build-report.ts'
import type { ReportFrame } from './report-input.ts'
import { readReportCell } from './report-input.ts'

export type ReportThreadCall =
  { readonly frame: ReportFrame } | { readonly cells: readonly string[] } | 'finish'
export type ReportThreadReply = 'next' | { readonly report: Report } | { readonly failure: FailureData }

function serve(port: MessagePort): void {
  let builder: ReportBuilder | undefined
  const say = (reply: ReportThreadReply) => port.postMessage(reply)
  port.on('message', (call: ReportThreadCall) => {
    if (call === 'finish') {
      if (builder !== undefined) say(finish(builder))
      port.close()
    } else if ('frame' in call) builder = createReportBuilder(call.frame)
    else {
      for (const text of call.cells) builder?.add(readReportCell(text))
      say('next')
    }
  })
}

/** Errors that travel between threads by themselves arrive without their code. */
function finish(builder: ReportBuilder): ReportThreadReply {
  try {
    return { report: builder.finish() }
  } catch (error) {
    if (error instanceof Failure) return { failure: error.toJSON() }
    throw error
  }
}

if (parentPort !== null) serve(parentPort)
