export const inspectorEn = {
  title: 'Inspector',
} as const
