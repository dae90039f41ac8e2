export const paletteEn = {
  search: 'Find a node',
  none: 'No node matches "{query}".',
  found: '{n, plural, one {# node} other {# nodes}}',
  io: 'Input and output',
  retrieval: 'Retrieval',
  routing: 'Routing',
  adapters: 'Adapters',
  generation: 'Generation',
  logic: 'Logic',
} as const
