/** The label of text that belongs to no intent; such utterances are measured with, never trained on. */
export const outOfScopeIntent = 'oos'
