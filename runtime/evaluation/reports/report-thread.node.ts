/** The thread that a report is made in. */
import type { MessagePort } from 'node:worker_threads'
import { parentPort } from 'node:worker_threads'
import type { Report } from '../../core/wire/experiments.ts'
import type { ReportBuilder } from './build-report.ts'
import { createReportBuilder } from './build-report.ts'
import type { ReportFrame } from './report-input.ts'
import { readReportCell } from './report-input.ts'

export type ReportThreadCall =
  { readonly frame: ReportFrame } | { readonly cells: readonly string[] } | 'finish'
export type ReportThreadReply = 'next' | { readonly report: Report }

function serve(port: MessagePort): void {
  let builder: ReportBuilder | undefined
  const say = (reply: ReportThreadReply) => port.postMessage(reply)
  port.on('message', (call: ReportThreadCall) => {
    if (call === 'finish') {
      if (builder !== undefined) say({ report: builder.finish() })
      port.close()
    } else if ('frame' in call) builder = createReportBuilder(call.frame)
    else {
      for (const text of call.cells) builder?.add(readReportCell(text))
      say('next')
    }
  })
}

if (parentPort !== null) serve(parentPort)
