/** The policy of a node as fields of a form. */
import type { FormField } from '../forms/form-field.ts'
import { readFields } from '../forms/read-fields.ts'
import type { Say } from '../messages/catalogue.ts'
import type { FieldTexts } from '../messages/node-texts.ts'
import { policyFormSchema } from './policy-form.ts'

export function readPolicyFields(say: Say): readonly FormField[] {
  const texts = policyTexts(say)
  return readFields(policyFormSchema, (path) => texts[path])
}

/** What may become of an error, in words. */
export function optionsOfError(say: Say) {
  return {
    fail: say('inspector.errorFail'),
    value: say('inspector.errorValue'),
    branch: say('inspector.errorBranch'),
  }
}

function policyTexts(say: Say): Readonly<Record<string, FieldTexts>> {
  return {
    timeoutMs: { title: say('inspector.timeout'), description: say('inspector.timeoutHelp'), unit: 'ms' },
    attempts: { title: say('inspector.attempts'), description: say('inspector.attemptsHelp') },
    on: { title: say('inspector.retryOn'), description: say('inspector.retryOnHelp') },
    onError: { title: say('inspector.onError'), options: optionsOfError(say) },
    value: { title: say('inspector.errorOutputs'), description: say('inspector.errorOutputsHelp') },
    cache: {
      title: say('inspector.cache'),
      description: say('inspector.cacheHelp'),
      options: {
        off: say('inspector.cacheOff'),
        run: say('inspector.cacheRun'),
        shared: say('inspector.cacheShared'),
      },
    },
  }
}
