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
    'Each answer says why it came from where it came: the intent, how sure the model is, what came second, and the adapter. "Why this way" says more.',
  bank: 'Move the threshold',
  bankText:
    'The bank decides: a request whose confidence is below the threshold does not get the adapter of its intent.',
  askFirst: 'Ask a question first: then there is a decision to move.',
  toQuestion: 'Back to the question',
  goToThreshold: 'Go to the threshold',
  moveAbove:
    'Your question was taken for "{intent}" with a confidence of {confidence}, at a threshold of {threshold}. Drag the threshold above {confidence}, or move it with the arrow keys: your question is then asked again.',
  moveBelow:
    'Your question was taken for "{intent}" with a confidence of {confidence}, too little for a threshold of {threshold}. Drag the threshold below {confidence}, or move it with the arrow keys: your question is then asked again.',
  thresholdNow: 'The threshold is {threshold} now: no other decision yet.',
  askingAgain: 'At {threshold}: asking again …',
  atThreshold: 'At {threshold}',
  ownThreshold:
    'The bank gives "{intent}" a threshold of its own, {threshold}. On the way to the threshold this pipeline takes it over, so that it can be moved here.',
  unmovable: 'The threshold does not decide about this question. {reason} Ask another one.',
  putBack: 'Put it back',
  compare: 'Compare',
  compareText:
    'Whether a change is better is measured: variants answer the same questions, and each figure has its interval. Here is also a threshold to try on stored results.',
  more: 'Go on from here',
  moreText:
    'Templates, all pipelines and the finder (Ctrl+K) are up here. The tour can be taken again under Settings.',
} as const
