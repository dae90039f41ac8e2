export const runsEn = {
  title: 'Runs',
} as const
