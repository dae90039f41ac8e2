/** What follows the index in the address, beside the ids of articles: these cannot be ids, since ids hold no plus sign. */
import type { Say } from '../messages/catalogue.ts'
import type { ResourcePageTexts } from '../resources/resource-page.tsx'

export const newPlace = '+new'
export const searchPlace = '+search'

export function articleTexts(say: Say): ResourcePageTexts {
  return {
    title: say('knowledge.title'),
    summary: say('knowledge.summary'),
    pick: say('knowledge.pick'),
    create: say('knowledge.create'),
    emptyTitle: say('knowledge.emptyTitle'),
    emptyText: say('knowledge.emptyText'),
    languageHelp: say('knowledge.languageHelp'),
  }
}
