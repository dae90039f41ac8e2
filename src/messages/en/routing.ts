export const routingEn = {
  title: 'Routing',
} as const
