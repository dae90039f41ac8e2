/** A small desk for tests: articles about fees, questions on them, and utterances of three intents. All made up by rule. */
import type { RuntimeServices } from '../core/services/runtime-services.ts'
import type { LabelledQuestion } from '../core/wire/banks.ts'
import type { Article } from '../core/wire/indexes.ts'
import type { Utterance } from '../core/wire/intents.ts'

const towns = ['Aldham', 'Birch', 'Copford', 'Dedham', 'Elmstead', 'Fordham', 'Gosfield', 'Halstead']
const things = ['bicycle', 'dog', 'suitcase', 'parcel']

const cases = towns.flatMap((town, t) =>
  things.map((thing, k) => ({ id: `${town}-${thing}`, town, thing, fee: `£${3 + t + 9 * k}.50` })),
)

export const feeArticles: readonly Article[] = cases.map(({ id, town, thing, fee }) => ({
  id,
  title: `${thing} at ${town}`,
  text:
    `At ${town} a ${thing} may travel on most trains. Ask the staff of ${town} before you board. ` +
    `The fee for a ${thing} at ${town} is ${fee}, paid at the desk.`,
}))

export const feeQuestions: readonly LabelledQuestion[] = cases.map(({ id, town, thing, fee }, index) => ({
  id: `q${index}`,
  question: `How much does a ${thing} cost at ${town}?`,
  answers: [fee],
  contextId: id,
  intent: 'fees',
}))

const phrases = {
  fees: [
    'cost of a ticket',
    'fee for a dog',
    'price of a seat',
    'charge for a parcel',
    'what a bicycle costs',
  ],
  luggage: ['suitcase size', 'carry a bag', 'luggage weight', 'take a trunk', 'bags on the train'],
  delay: ['late train', 'delayed by an hour', 'train behind schedule', 'arrived too late', 'long delay'],
}
const frames = ['{}', 'how about {}?', 'I want to know about {}', 'please help: {}', 'is there {} here']

export const feeUtterances: readonly Utterance[] = Object.entries(phrases).flatMap(([intent, texts]) =>
  frames.flatMap((frame, f) =>
    texts.map((text, t) => ({ id: `${intent}-${f}-${t}`, text: frame.replace('{}', text), intent })),
  ),
)

/** Creates index, intent model and bank, all with the id `desk`, the first two built. */
export async function fillFeeDesk({ indexes, intents, banks, jobs }: RuntimeServices): Promise<void> {
  await indexes.create({ id: 'desk', name: 'Desk' })
  await indexes.putArticles('desk', feeArticles)
  await jobs.wait((await indexes.build('desk')).id)
  await intents.create({ id: 'desk', name: 'Desk' })
  await intents.putUtterances('desk', feeUtterances)
  await jobs.wait((await intents.train('desk')).id)
  await banks.create({ id: 'desk', name: 'Desk' })
  await banks.putQuestions('desk', feeQuestions)
}
