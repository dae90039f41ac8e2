/**
 * Runs the lab's experiment on a data directory in a process of its own, which tests kill: `node experiment-process.js DIR ROWS`.
 * Tells its parent how many cells are stored.
 */
import { createRuntime } from '../node.ts'
import { fillLab, labExperiment, labNodes } from './experiment-lab.ts'

const [dataDir = '', rows = '0'] = process.argv.slice(2)
const runtime = await createRuntime({ dataDir, nodes: labNodes })
const { datasets, experiments } = runtime.services
if (!(await datasets.list()).some(({ id }) => id === 'lab')) await fillLab(runtime.services, Number(rows))
const [planned] = await experiments.list()
const { id } =
  planned ??
  (await experiments.create(
    labExperiment({
      concurrency: 4,
      variants: [
        {
          id: 'plain',
          name: 'Plain',
          pipeline: 'lab',
          overrides: [
            { node: 'step', path: 'config.waitMs', value: 20 },
            { node: 'step', path: 'config.failOn', value: '99' },
          ],
        },
      ],
    }),
  ))
await experiments.start(id)
for await (const { cells } of experiments.follow(id)) process.send?.({ done: cells.done })
await runtime.close()
// The channel to the parent would keep the process.
process.disconnect?.()
