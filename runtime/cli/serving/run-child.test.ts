import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { packageRoot } from '../package-info.ts'

/** Writes `ready`, then each signal that arrives; ends with 7 once its input does. */
const listener = `
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => console.log(name))
  process.stdin.resume().on('end', () => process.exit(7))
  console.log('ready')
`

it.each(['SIGINT', 'SIGTERM'] as const)('the program that npm scripts start sees one %s', async (signal) => {
  const script = pathToFileURL(join(packageRoot(), 'scripts/run-child.mjs')).href
  const parent = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { runChild } from ${JSON.stringify(script)}
       process.exit(await runChild(['-e', ${JSON.stringify(listener)}]))`,
    ],
    // A group of its own, as a terminal gives each command.
    { detached: true, stdio: ['pipe', 'pipe', 'inherit'] },
  )
  let output = ''
  const seen = async (text: string) => {
    while (!output.includes(text)) await once(parent.stdout, 'data')
  }
  parent.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  const ended = once(parent, 'close')
  await seen('ready')
  const { pid } = parent
  if (pid === undefined) throw new Error('nothing was started')
  // Ctrl-C reaches the group; the end of a service reaches the process that was started.
  process.kill(signal === 'SIGINT' ? -pid : pid, signal)
  await seen(signal)
  parent.stdin.end()
  expect((await ended)[0]).toBe(7)
  expect(output).toBe(`ready\n${signal}\n`)
})
