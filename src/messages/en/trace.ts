export const traceEn = {
  title: 'Trace',
} as const
