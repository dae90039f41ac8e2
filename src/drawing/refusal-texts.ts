/** Why nodes cannot be put into a sub-pipeline, or one cannot be drawn in place of its node, in words. */
import type { ExtractRefusal } from '../document/extract-refusals.ts'
import type { InlineRefusal } from '../document/inline-refusals.ts'
import type { Say } from '../messages/catalogue.ts'
import { portTypeKeys } from './port-texts.ts'

export function describeExtractRefusal(
  refusal: ExtractRefusal,
  say: Say,
  titleOf: (node: string) => string,
): string {
  switch (refusal.kind) {
    case 'no-type':
      return say('canvas.extractNoType')
    case 'nothing':
      return say('canvas.extractNothing')
    case 'end':
      return say('canvas.extractEnd', { title: titleOf(refusal.node) })
    case 'detour':
      return say('canvas.extractDetour', { title: titleOf(refusal.node) })
    case 'broken':
      return say('canvas.extractBroken', { title: titleOf(refusal.node), port: refusal.port })
    case 'type': {
      const type = say(portTypeKeys[refusal.type])
      return say('canvas.extractType', { title: titleOf(refusal.node), type })
    }
    case 'condition':
      return say('canvas.extractCondition', { title: titleOf(refusal.node), path: refusal.path })
    case 'no-output':
      return say('canvas.extractNoOutput')
    case 'too-many':
      return say('canvas.extractTooMany', { limit: refusal.limit })
  }
}

export function describeInlineRefusal(refusal: InlineRefusal, say: Say, title: string): string {
  switch (refusal.kind) {
    case 'policy':
      return say('canvas.inlinePolicy', { title })
    case 'port':
      return say('canvas.inlinePort', { title, port: refusal.port })
    case 'bundle':
      return say('canvas.inlineBundle', { title })
    case 'default':
      return say('canvas.inlineDefault', { title, field: refusal.field })
    case 'two-results':
      return say('canvas.inlineTwoResults', { title, name: refusal.name })
    case 'text':
      return say('canvas.inlineText', { title, field: refusal.field })
    case 'condition':
      return say('canvas.inlineCondition', { title: refusal.node, path: refusal.path })
  }
}
