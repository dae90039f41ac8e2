import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { createDraftStore } from '../session/draft-store.ts'
import { SignalboxRoot } from '../ui/signalbox-root.tsx'
import type { FormScope, PastRequestSource } from './form-scope.tsx'
import { FormScopeContext } from './form-scope.tsx'
import { RuleOutcome } from './rule-outcome.tsx'
import type { RuleOutcomes } from './rule-outcomes.ts'
import { noErrors } from './setting-errors.ts'

const scope: FormScope = {
  Control: () => null,
  isReadOnly: false,
  values: {},
  errors: noErrors,
  drafts: createDraftStore(),
  draftPrefix: '',
  resources: null,
  names: [],
  areNamesComplete: true,
  variables: null,
  wiredInputs: new Set(),
  intents: [],
  usedPorts: new Set(),
  renamePort: null,
  wireInput: null,
  past: null,
  place: null,
  announce: () => undefined,
}

const runs: PastRequestSource = {
  latest: undefined,
  load: async () => [],
  value: async () => null,
  upstream: new Set(),
  open: () => undefined,
}

function show(past: PastRequestSource | null, outcomes: RuleOutcomes | null) {
  const { container } = render(
    <SignalboxRoot theme="light" locale="en">
      <FormScopeContext value={{ ...scope, past }}>
        <RuleOutcome outcomes={outcomes} rule="default" />
      </FormScopeContext>
    </SignalboxRoot>,
  )
  return container.querySelectorAll('[data-awaited]').length
}

afterEach(cleanup)

it('keeps the place of its line while the runs are being read, so that nothing below it moves', () => {
  expect(show(runs, null)).toBe(1)
})

it('gives the place to the line when that is there', () => {
  expect(show(runs, { total: 0, taken: new Map(), readsHeaders: false })).toBe(0)
  expect(screen.getByText('No request has come here yet.')).toBeTruthy()
})

it('takes no place where no runs are kept', () => {
  expect(show(null, null)).toBe(0)
})
