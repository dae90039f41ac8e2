import { expect, it, vi } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { failure } from '../../runtime/core/errors/failure.ts'
import type { SaveResult, StoredDocument } from '../document/document-storage.ts'
import { sendUnsaved } from './send-unsaved.ts'

const copy: StoredDocument = { document: emptyPipeline('p', 'Left'), counter: 4 }
const theirs: StoredDocument = { document: emptyPipeline('p', 'Theirs'), counter: 5 }
const unreachable = failure('SERVER_UNREACHABLE', { url: '/' })

it.each([
  [
    'is saved, and forgotten then',
    { kind: 'saved', stored: { ...copy, counter: 5 } } as const,
    'saved',
    false,
  ],
  ['waits for a connection', unreachable, 'later', true],
  ['is left to a person where somebody else changed it', { kind: 'conflict', theirs } as const, 'open', true],
  ['is left to a person where it is refused', failure('PIPELINE_NOT_FOUND', { pipeline: 'p' }), 'open', true],
])('what was left unsaved %s', async (_name, answer, outcome, stays) => {
  const kept = new Map([['p', copy]])
  const copies = {
    write: () => true,
    read: (id: string) => kept.get(id) ?? null,
    remove: (id: string) => void kept.delete(id),
  }
  const save = vi.fn((): Promise<SaveResult> =>
    answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer),
  )
  expect(await sendUnsaved('p', copies, { save, load: () => Promise.resolve(theirs) })).toBe(outcome)
  expect(save).toHaveBeenCalledWith(copy.document, 4)
  expect(kept.has('p')).toBe(stays)
})
