/** The real server over a real runtime, in this process, on a port of its own. */
import type { SignalboxClient } from '../client/client.ts'
import { createClient } from '../client/client.ts'
import type { Runtime, RuntimeOptions } from '../node.ts'
import { createRuntime, createServer } from '../node.ts'

export interface TestServer {
  readonly address: string
  readonly runtime: Runtime
  readonly client: SignalboxClient
  close(): Promise<void>
}

export async function startTestServer(options: RuntimeOptions = {}): Promise<TestServer> {
  const runtime = await createRuntime(options)
  const server = await createServer(runtime, { port: 0 })
  return {
    address: server.address,
    runtime,
    client: createClient({ baseUrl: server.address }),
    close: async () => {
      await server.close()
      await runtime.close()
    },
  }
}
