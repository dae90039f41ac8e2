/** The services of a running server, over HTTP. */
import { randomUUID } from 'node:crypto'
import type { SignalboxClient } from '../../client/client.ts'
import { reviveFailure } from '../../client/transport.ts'
import type { CommandServices } from './command-services.ts'

export function remoteServices(client: SignalboxClient): CommandServices {
  return {
    ...client,
    intents: {
      ...client.intents,
      open: async (id) => ({ predict: (text) => client.intents.predict(id, text) }),
    },
    banks: remoteBanks(client.banks),
    datasets: {
      ...client.datasets,
      putRows: async (id, rows) => {
        await client.datasets.importRows(id, rows, randomUUID())
        return client.datasets.get(id)
      },
    },
    experiments: {
      ...client.experiments,
      wait: async (id) => {
        let experiment = await client.experiments.get(id)
        for await (const change of client.experiments.follow(id)) experiment = change
        return experiment
      },
    },
    jobs: {
      ...client.jobs,
      wait: async (id) => {
        let job = await client.jobs.get(id)
        for await (const change of client.jobs.follow(id)) job = change
        if (job.error !== null) throw reviveFailure(job.error)
        return job
      },
    },
  }
}

/** Files of adapters travel in Base64. */
function remoteBanks(banks: SignalboxClient['banks']): CommandServices['banks'] {
  return {
    ...banks,
    adapterFiles: async (bank, adapter) => {
      const { id, config, weights } = await banks.adapterFiles(bank, adapter)
      return { id, config: fromBase64(config), weights: fromBase64(weights) }
    },
    addAdapter: (bank, name, { config, weights }) =>
      banks.addAdapter(bank, { name, config: toBase64(config), weights: toBase64(weights) }),
  }
}

const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const fromBase64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
