/** The built product as a process of its own, as `npm run build` left it. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { packageRoot } from '../runtime/cli/package-info.ts'

export interface BuiltServer {
  readonly address: string
  stop(): void
}

/** Serves a data directory on a free port, without an example. @throws Error when it ends before it listens */
export async function serveBuilt(dataDir: string): Promise<BuiltServer> {
  const cli = join(packageRoot(), 'dist/runtime/cli/main.js')
  const server = spawn(process.execPath, [cli, 'serve', '--port', '0', '--data-dir', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { address: await readAddress(server.stdout), stop: () => server.kill('SIGKILL') }
}

async function readAddress(stdout: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stdout })) {
    const address = /http:\/\/\S+/.exec(line)?.[0]
    if (address !== undefined) {
      stdout.resume()
      return address
    }
  }
  throw new Error('The server ended before it was ready.')
}
