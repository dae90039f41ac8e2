/** The templates, in the order in which the gallery shows them: from the simplest on. */
import type { Locale } from '../../messages/locale.ts'
import type { Template } from './template.ts'
import { readTemplate } from './template.ts'

export const templateIds = [
  'simple-rag',
  'hybrid-rag',
  'intent-routed',
  'clarify',
  'rules-first',
  'side-by-side',
  'chinese-desk',
  'two-languages',
] as const

const files: Readonly<Record<string, unknown>> = import.meta.glob('../../../examples/templates/*.json', {
  eager: true,
  import: 'default',
})

export function listTemplates(locale: Locale): readonly Template[] {
  return templateIds.map((id) => readTemplate(files[`../../../examples/templates/${id}.json`], locale))
}
