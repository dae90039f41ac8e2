export const paletteEn = {
  title: 'Nodes',
} as const
