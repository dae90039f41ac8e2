/** Serves the built editor in a page of its own, and litegraph in another where the peers are installed. */
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { packageRoot } from '../../runtime/cli/package-info.ts'
import { makeGridDocument } from './grid-document.ts'

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

/** What a page says of itself when it was painted. */
export interface ToldPaint {
  /** From the request of the page to the first frame with nodes in it. */
  readonly ms: number
  /** Of the page, in pixels. */
  readonly width: number
  readonly height: number
}

export interface HostPage {
  /** `/index.html` has the editor, `/litegraph/index.html` the peer; both take `?nodes=N`. */
  readonly address: string
  /** What the page that is painted next says. */
  nextPaint(): Promise<ToldPaint>
  close(): Promise<void>
}

/** @throws Error when the editor is not built */
export async function openHostPage(): Promise<HostPage> {
  const folder = await mkdtemp(join(tmpdir(), 'signalbox-host-page-'))
  await buildPage(folder)
  const peers = join(packageRoot(), 'bench/peers')
  let tell: (paint: ToldPaint) => void = () => undefined
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (url.pathname === '/painted') {
      tell(readPaint(url.searchParams))
      response.writeHead(204).end()
      return
    }
    void serve(url, folder, peers).then(
      ({ type, body }) => response.writeHead(200, { 'content-type': type }).end(body),
      () => response.writeHead(404).end(),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    nextPaint: () =>
      new Promise((resolve) => {
        tell = resolve
      }),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function readPaint(told: URLSearchParams): ToldPaint {
  const read = (name: string) => Number(told.get(name))
  return { ms: read('ms'), width: read('width'), height: read('height') }
}

async function serve(
  url: URL,
  folder: string,
  peers: string,
): Promise<{ type: string; body: string | Buffer }> {
  if (url.pathname === '/graph.json') {
    const document = makeGridDocument(Number(url.searchParams.get('nodes')))
    return { type: 'application/json', body: JSON.stringify(document) }
  }
  const path = normalize(url.pathname)
  const isPeer = path.startsWith('/litegraph/') || path.startsWith('/node_modules/')
  const file = join(isPeer ? peers : folder, path)
  return { type: mediaTypes[extname(file)] ?? 'application/octet-stream', body: await readFile(file) }
}

/** The page is built as a host would; what it imports as source is the build that is published. */
async function buildPage(folder: string): Promise<void> {
  const editor = join(packageRoot(), 'dist/editor/editor.js')
  if (!existsSync(editor)) throw new Error('The editor is not built. Run: npm run build:editor')
  const { build } = await import('vite')
  await build({
    configFile: false,
    root: join(packageRoot(), 'bench/editor/host-page'),
    base: './',
    logLevel: 'error',
    plugins: [
      {
        name: 'published-editor',
        enforce: 'pre',
        resolveId: (source) => (source.endsWith('/src/editor.ts') ? editor : null),
        transform: (code, id) =>
          id === editor ? `import ${JSON.stringify(join(editor, '../editor.css'))}\n${code}` : null,
      },
    ],
    build: { outDir: folder, emptyOutDir: true, target: 'chrome125', modulePreload: { polyfill: false } },
  })
}
