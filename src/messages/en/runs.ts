export const runsEn = {
  title: 'Runs',
  next: 'next: {intent} {p}',
  noIntent: 'no intent',
  baseModel: 'base model',
  fallback: 'fallback',
} as const
