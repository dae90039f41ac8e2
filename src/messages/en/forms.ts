export const formsEn = {
  required: 'Required',
} as const
