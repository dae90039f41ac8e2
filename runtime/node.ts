/** Entry "./node": the composition root for Node. */
import { dirname, resolve } from 'node:path'
import { builtinNodes } from '../nodes/index.ts'
import { createEngineCatalogue } from './backends/catalogue.ts'
import { createReaderBackend } from './backends/reader/reader-backend.ts'
import { packageVersion } from './cli/package-info.ts'
import { buildInThread } from './evaluation/reports/build-in-thread.node.ts'
import { failure } from './core/errors/failure.ts'
import type { NodeDefinition } from './core/node/define-node.ts'
import { createNodeRegistry } from './core/node/registry.ts'
import type { Backend } from './core/services/backends.ts'
import type { SecretCipher } from './core/services/credentials.ts'
import type { EgressClient } from './core/services/egress.ts'
import type { Resource } from './core/services/resources.ts'
import type { Stores } from './core/stores/stores.ts'
import { createEgressClient } from './egress/egress-client.ts'
import { readAllowedOrigins } from './egress/egress-policy.ts'
import { loadShippedWeights } from './reader/shipped-weights.node.ts'
import type { RunningServer, ServerOptions as ListenOptions } from './server/create-server.ts'
import { createServer as listen } from './server/create-server.ts'
import type { ComposedServices, OpenEgress } from './services/create-services.ts'
import { createServices } from './services/create-services.ts'
import { createCredentialCipher } from './services/credential-cipher.node.ts'
import { closeInterruptedJobs } from './services/job-records.ts'
import type { Runtime } from './services/open-runtime.ts'
import { openRuntime } from './services/open-runtime.ts'
import type { RetentionLimits } from './services/retention.ts'
import { defaultRetention } from './services/retention.ts'
import { openMemoryStores } from './storage/memory/open-stores.ts'
import { lockDataDirectory } from './storage/sqlite/data-directory.ts'
import { openSqliteStores } from './storage/sqlite/open-stores.ts'
import { createTimeOrderedId } from './storage/sqlite/time-ordered-id.ts'

export type { Runtime } from './services/open-runtime.ts'
export type { RunningServer } from './server/create-server.ts'
export type { AllowedOrigin } from './egress/egress-policy.ts'
export type { CredentialReader } from './core/services/credentials.ts'
export type { EgressOptions } from './egress/egress-client.ts'
export { createEgressClient, lockDataDirectory, openMemoryStores, openSqliteStores, readAllowedOrigins }

export type ServerOptions = Partial<ListenOptions>

export interface RuntimeOptions {
  /** Where everything is kept; locked while the runtime is open. Without it and `databaseFile` all lives in memory. */
  readonly dataDir?: string
  /** A SQLite file, for programs that lock it themselves. */
  readonly databaseFile?: string
  /** Another process may have the database open: the runs under way in it are left alone. */
  readonly isShared?: boolean
  /** Stores of another driver; they win over `dataDir` and `databaseFile`. */
  readonly stores?: Stores
  /** Node types beside the built-in ones. */
  readonly nodes?: readonly NodeDefinition[]
  /** Backends beside the embedded reader. */
  readonly backends?: readonly Backend[]
  /** Objects of this program that pipelines name by id: runnables, retrievers, embeddings, chat models. */
  readonly resources?: Readonly<Record<string, Resource>>
  /** The way out for nodes that make HTTP requests; as a function it is given the credentials that are kept here. */
  readonly egress?: EgressClient | OpenEgress
  /** Seals credentials: 32 bytes in Base64. @default a file beside the database, or a key that lives as long as the process */
  readonly credentialKey?: string
  /** Sends the spans of stored runs to this OpenTelemetry collector. */
  readonly otlp?: { readonly endpoint: string; readonly headers?: Readonly<Record<string, string>> }
  /** How long runs are kept. @default 90 days, at most 100 000 runs and 4 096 MB of traces */
  readonly retention?: Partial<RetentionLimits>
}

/**
 * @throws DATA_DIR_LOCKED while another process has the directory, STORE_FAILED when the database cannot be opened,
 *   STORE_NEWER when a newer Signalbox has written it
 */
export async function createRuntime(options: RuntimeOptions = {}): Promise<Runtime> {
  // A key that is none is refused before anything is opened.
  const cipher = createCredentialCipher({
    key: options.credentialKey,
    file: pathBeside(options, 'credentials.key'),
  })
  const { stores, release } = await openStores(options)
  const close = async () => {
    await stores.close()
    release()
  }
  try {
    return await openOn(stores, options, cipher, close)
  } catch (error) {
    // What stays open would keep the process, and the directory from the next one.
    await close()
    throw error
  }
}

async function openOn(
  stores: Stores,
  options: RuntimeOptions,
  cipher: SecretCipher,
  close: () => Promise<void>,
): Promise<Runtime> {
  if (options.isShared !== true) {
    await stores.runs.closeInterrupted()
    await closeInterruptedJobs(stores.collections)
  }
  const [english, chinese] = await Promise.all([loadShippedWeights('en'), loadShippedWeights('zh')])
  const readers = new Map([
    ['reader-en', english],
    ['reader-zh', chinese],
  ])
  const composed = createServices({
    stores,
    nodes: createNodeRegistry([...builtinNodes, ...(options.nodes ?? [])]),
    readers,
    backends: [
      ...[...readers].map(([id, weights]) => createReaderBackend(id, weights)),
      ...(options.backends ?? []),
    ],
    openEngines: (egress) => createEngineCatalogue({ egress, adaptersPath: pathBeside(options, 'adapters') }),
    createId: createTimeOrderedId,
    openReport: buildInThread,
    software: { signalbox: packageVersion(), runtime: `node ${process.versions.node}` },
    cipher,
    ...(options.resources === undefined ? {} : { resources: options.resources }),
    ...(options.egress === undefined ? {} : { egress: options.egress }),
    ...(options.retention === undefined ? {} : { limits: { ...defaultRetention, ...options.retention } }),
  })
  await composed.openStoredBackends()
  if (options.isShared !== true) {
    await composed.closeInterruptedExperiments()
    composed.retention.start()
  }
  const exporter = await openSpanExporter(composed, options.otlp)
  return openRuntime(composed, async () => {
    await exporter?.close()
    await close()
  })
}

/** What is kept as a file beside the database; undefined where all lives in memory. */
function pathBeside({ dataDir, databaseFile }: RuntimeOptions, name: string): string | undefined {
  const folder = dataDir ?? (databaseFile === undefined ? undefined : dirname(databaseFile))
  return folder === undefined ? undefined : resolve(folder, name)
}

/** The collector is the operator's own choice and may stand inside; nothing else is reached by this way. */
async function openSpanExporter({ services }: ComposedServices, otlp: RuntimeOptions['otlp']) {
  if (otlp === undefined) return undefined
  const { createSpanExporter } = await import('./services/otlp/span-exporter.ts')
  const { origin } = readCollectorAddress(otlp.endpoint)
  const egress = createEgressClient({ allow: [{ origin, isInside: true }] })
  return createSpanExporter({
    runs: services.runs,
    pipelines: services.pipelines,
    egress,
    version: packageVersion(),
    ...otlp,
  })
}

/** @throws USAGE_INVALID */
function readCollectorAddress(endpoint: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url
  throw failure('USAGE_INVALID', {
    reason: `OTEL_EXPORTER_OTLP_ENDPOINT is an address such as http://127.0.0.1:4318, not "${endpoint}"`,
  })
}

async function openStores(options: RuntimeOptions): Promise<{ stores: Stores; release: () => void }> {
  const { stores, dataDir, databaseFile } = options
  const keep = () => undefined
  if (stores !== undefined) return { stores, release: keep }
  if (dataDir === undefined) {
    return {
      stores:
        databaseFile === undefined
          ? openMemoryStores()
          : await openSqliteStores({ path: databaseFile, isShared: options.isShared === true }),
      release: keep,
    }
  }
  const lock = lockDataDirectory(dataDir)
  if ('holder' in lock) throw failure('DATA_DIR_LOCKED', { directory: dataDir, pid: lock.holder.pid })
  const { directory } = lock
  try {
    return {
      stores: await openSqliteStores({ path: directory.databaseFile }),
      release: () => directory.release(),
    }
  } catch (error) {
    directory.release()
    throw error
  }
}

/**
 * Serves a runtime over HTTP, on loopback unless a token guards it.
 *
 * @throws BIND_NEEDS_TOKEN, TOKEN_TOO_SHORT, NO_FREE_PORT, FILE_UNREADABLE
 */
export function createServer(
  { services }: Pick<Runtime, 'services'>,
  options: ServerOptions = {},
): Promise<RunningServer> {
  return listen(services, { version: packageVersion(), ...options })
}
