/** Runs a Node program as if it had been started itself: its streams, its exit code, and each signal once. */
import { spawn } from 'node:child_process'

/**
 * A terminal sends Ctrl-C to the whole process group, the child among it: forwarded, it would arrive twice, and a second one
 * means "end at once". SIGTERM goes to a single process.
 *
 * @param {readonly string[]} args file and arguments
 * @returns {Promise<number>} the exit code; 1 when a signal ended it
 */
export function runChild(args) {
  const child = spawn(process.execPath, args, { stdio: 'inherit' })
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  return new Promise((resolve) => {
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
