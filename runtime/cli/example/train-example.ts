/** Trains the adapters of the worked example from the training half of its questions. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { writePeft } from '../../adapters/peft.ts'
import type { LabelledQuestion } from '../../core/wire/banks.ts'
import { loadShippedWeights } from '../../reader/shipped-weights.node.ts'
import type { TrainedAdapter } from '../../reader/train-adapter.ts'
import { trainAdapter } from '../../reader/train-adapter.ts'
import { buildSearchIndex } from '../../retrieval/build-search-index.ts'
import { withPassages } from '../../services/train-adapter.ts'
import { writeAtomically } from '../files/write-atomically.ts'
import type { Desk } from './read-example.ts'
import { readArticles, readQuestions } from './read-example.ts'

/** Of every adapter of the example. */
const shape = { rank: 4, alpha: 8, seed: 1 }

/** The intents that each alias of a desk serves, by alias. */
export function intentsByAlias(desk: Desk): ReadonlyMap<string, readonly string[]> {
  const intents = new Map<string, string[]>()
  for (const { alias, intent } of desk.routes) intents.set(alias, [...(intents.get(alias) ?? []), intent])
  return intents
}

/** Whether a question may be trained on: it has an answer and stands in the training half. */
export function isForTraining({ split, answers }: LabelledQuestion): boolean {
  return split === 'train' && answers.length > 0
}

/**
 * One adapter an alias, written into the desk's folder of adapters.
 *
 * @throws ROW_INVALID naming file, line and field; TOO_FEW_EXAMPLES
 */
export async function trainExampleAdapters(
  folder: string,
  desk: Desk,
  onTrained: (alias: string, trained: TrainedAdapter) => void = () => undefined,
): Promise<void> {
  const weights = await loadShippedWeights(desk.language)
  const index = await buildSearchIndex(await readArticles(folder, desk))
  const search = {
    search: async (...[query, request]: Parameters<typeof index.search>) => index.search(query, request),
  }
  const questions = (await readQuestions(folder, desk)).filter(isForTraining)
  for (const [alias, intents] of intentsByAlias(desk)) {
    const own = questions.filter(({ intent }) => intent !== undefined && intents.includes(intent))
    const examples = await Promise.all(own.map((question) => withPassages(question, search)))
    const trained = await trainAdapter(weights, examples, shape)
    const files = writePeft(trained.adapter)
    const out = join(folder, desk.adapters, alias)
    await mkdir(out, { recursive: true })
    await writeAtomically(join(out, 'adapter_config.json'), files.config)
    await writeAtomically(join(out, 'adapter_model.safetensors'), files.weights)
    onTrained(alias, trained)
  }
}
