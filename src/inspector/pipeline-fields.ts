/** The settings of a pipeline itself, as fields of a form. */
import { documentSchema } from '../../runtime/core/document/document.ts'
import type { FormField } from '../forms/form-field.ts'
import { readFields } from '../forms/read-fields.ts'
import type { Say } from '../messages/catalogue.ts'
import type { FieldTexts } from '../messages/node-texts.ts'

export const factsSchema = documentSchema
  .pick({ name: true, description: true })
  .extend(documentSchema.shape.settings.unwrap().shape)

export function readPipelineFields(say: Say): readonly FormField[] {
  const texts = factTexts(say)
  return readFields(factsSchema, (path) => texts[path]).map((field) =>
    field.name === 'description' ? describedAsText(field) : field,
  )
}

/** A description has several lines, and an empty one is no default to go back to. */
function describedAsText({ default: _empty, ...field }: FormField): FormField {
  return { ...field, control: 'multiline', isRequired: true }
}

function factTexts(say: Say): Readonly<Record<string, FieldTexts>> {
  return {
    name: { title: say('inspector.name') },
    description: { title: say('inspector.description') },
    deadlineMs: { title: say('inspector.deadline'), description: say('inspector.deadlineHelp'), unit: 'ms' },
    maxParallel: { title: say('inspector.maxParallel'), description: say('inspector.maxParallelHelp') },
  }
}
