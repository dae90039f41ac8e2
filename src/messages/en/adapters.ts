export const adaptersEn = {
  title: 'Adapters',
} as const
