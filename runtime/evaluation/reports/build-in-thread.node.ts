/** Reports made in a thread of their own, so that a large table keeps no other request waiting. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { Failure } from '../../core/errors/failure.ts'
import type { ReportBuilding, OpenReportBuilding } from './report-building.ts'
import type { ReportFrame } from './report-input.ts'
import type { ReportThreadCall, ReportThreadReply } from './report-thread.node.ts'

export const buildInThread: OpenReportBuilding = (frame: ReportFrame): ReportBuilding => {
  const worker = new Worker(threadFile())
  const call = (message: ReportThreadCall) =>
    new Promise<ReportThreadReply>((resolve, reject) => {
      const settle = () => {
        worker.off('message', onMessage)
        worker.off('error', onError)
        worker.off('exit', onExit)
      }
      const onMessage = (reply: ReportThreadReply) => {
        settle()
        resolve(reply)
      }
      const onError = (error: Error) => {
        settle()
        reject(error)
      }
      const onExit = () => onError(new Error('the thread that makes the report has ended'))
      worker.once('message', onMessage)
      worker.once('error', onError)
      worker.once('exit', onExit)
      worker.postMessage(message)
    })
  worker.postMessage({ frame } satisfies ReportThreadCall)
  return {
    add: async (cells) => {
      await call({ cells })
    },
    finish: async () => {
      const reply = await call('finish')
      if (reply === 'next') throw new Error('the thread that makes the report answered another call')
      if ('report' in reply) return reply.report
      const { code, params, ...place } = reply.failure
      throw new Failure(code, params, place)
    },
    drop: () => void worker.terminate(),
  }
}

/** Threads cannot load TypeScript: a program that runs from sources takes the built thread. */
function threadFile(): string {
  const beside = fileURLToPath(new URL('./report-thread.node.js', import.meta.url))
  return existsSync(beside)
    ? beside
    : fileURLToPath(
        new URL('../../../dist/runtime/evaluation/reports/report-thread.node.js', import.meta.url),
      )
}
