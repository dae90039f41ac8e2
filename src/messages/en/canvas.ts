export const canvasEn = {
  label: 'Pipeline canvas',
} as const
