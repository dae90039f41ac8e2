export const tourEn = {
  title: 'Tour',
  take: 'Take the tour',
  label: 'Tour, step {n} of {total}',
  next: 'Next',
  back: 'Back',
  end: 'End the tour',
  done: 'Done',
  keys: 'Escape ends it.',
  ask: 'Ask a question',
  askText:
    'This pipeline answers for a railway. Ask it something, for example: "What do you deduct from an unused adult Anytime ticket before paying me back?"',
  decision: 'See the decision',
  decisionText:
    'Each answer says why it came from where it came: the intent, how sure the model is, what came second, and the adapter. Press it to read more.',
  bank: 'Move the threshold',
  bankText:
    'The bank decides. A request whose confidence is below the threshold goes to the base model. Select the bank to move the threshold of this pipeline; those of single intents stand under Adapters.',
  compare: 'Compare',
  compareText:
    'Whether a change is better is measured: variants answer the same questions, and each figure has its interval. Here is also a threshold to try on stored results.',
  more: 'Go on from here',
  moreText:
    'Templates, all pipelines and the finder (Ctrl+K) are up here. The tour can be taken again under Settings.',
} as const
