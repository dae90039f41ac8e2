/** Fields for what is right for a request: answers, intent, documents. */
import { useMessages } from '../../messages/messages-context.tsx'
import { noIntentName } from '../../../runtime/core/wire/datasets.ts'
import { ComboBox } from '../../ui/combo-box.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { LabelDraft } from './label-draft.ts'

export interface LabelFieldsProps {
  readonly draft: LabelDraft
  readonly onChange: (draft: LabelDraft) => void
  /** Intents to choose from; others may be typed. */
  readonly intents: readonly string[]
  readonly hasDocuments?: boolean
  readonly faults?: Readonly<Record<string, string | undefined>>
}

export function LabelFields({
  draft,
  onChange,
  intents,
  hasDocuments = true,
  faults = {},
}: LabelFieldsProps) {
  const say = useMessages()
  const change = (part: Partial<LabelDraft>) => onChange({ ...draft, ...part })
  return (
    <>
      <Select
        label={say('datasets.expected')}
        items={[
          { id: 'none', label: say('datasets.expectedNone') },
          { id: 'answers', label: say('datasets.expectedAnswers') },
          { id: 'decline', label: say('datasets.expectedDecline') },
        ]}
        value={draft.answerKind}
        onChange={(answerKind) => change({ answerKind })}
      />
      {draft.answerKind === 'answers' ? (
        <TextField
          label={say('datasets.answers')}
          description={say('datasets.answersHelp')}
          isMultiline
          rows={3}
          value={draft.answers}
          onChange={(answers) => change({ answers })}
          error={faults['answers']}
        />
      ) : null}
      <ComboBox
        label={say('datasets.intent')}
        description={say('datasets.intentHelp')}
        items={[
          ...intents.map((id) => ({ id, label: id })),
          { id: noIntentName, label: say('datasets.outOfScope') },
        ]}
        value={draft.intent}
        onChange={(intent) => change({ intent })}
        allowsCustomValue
        error={faults['intent']}
      />
      {hasDocuments ? (
        <TextField
          label={say('datasets.documents')}
          description={say('datasets.documentsHelp')}
          isMultiline
          rows={2}
          value={draft.documents}
          onChange={(documents) => change({ documents })}
          error={faults['documentIds']}
        />
      ) : null}
    </>
  )
}
