/**
 * Who may import whom (the ring table of the design). A folder may import itself, the folders its row lists, and the npm packages
 * its row lists; everything else is an error, and so is every cycle.
 */
const rings = {
  'runtime/core': { folders: [], packages: ['zod', '@noble/hashes'] },
  'runtime/expression': { folders: ['runtime/core'], packages: ['re2js', 'zod'] },
  'runtime/retrieval': { folders: ['runtime/core'], packages: ['zod', '@noble/hashes'] },
  'runtime/intent': { folders: ['runtime/core'], packages: ['zod', '@noble/hashes'] },
  'runtime/adapters': { folders: ['runtime/core'], packages: ['zod', '@noble/hashes'] },
  'runtime/client': { folders: ['runtime/core'], packages: ['zod', 'eventsource-parser'] },
  'runtime/reader': {
    folders: ['runtime/core', 'runtime/retrieval', 'runtime/adapters'],
    packages: ['zod', '@noble/hashes'],
  },
  nodes: {
    folders: [
      'runtime/core',
      'runtime/expression',
      'runtime/retrieval',
      'runtime/intent',
      'runtime/adapters',
      'runtime/reader',
    ],
    packages: ['zod'],
  },
  'runtime/engine': { folders: ['runtime/core', 'runtime/expression'], packages: ['zod'] },
  'runtime/evaluation': {
    folders: ['runtime/core', 'runtime/expression', 'runtime/engine', 'runtime/retrieval', 'runtime/intent'],
    packages: ['zod'],
  },
  'runtime/langchain': { folders: ['runtime/core', 'runtime/engine'], packages: ['@langchain/core'] },
  'runtime/backends': {
    folders: ['runtime/core', 'runtime/reader', 'runtime/adapters', 'runtime/retrieval'],
    packages: ['zod'],
  },
  'runtime/training': {
    folders: ['runtime/core', 'runtime/reader', 'runtime/adapters', 'runtime/retrieval', 'runtime/intent'],
    packages: ['zod'],
    isNode: true,
  },
  'runtime/storage': { folders: ['runtime/core'], packages: ['zod', 'libsql'], isNode: true },
  'runtime/egress': { folders: ['runtime/core'], packages: ['zod'], isNode: true },
  'runtime/services': {
    folders: [
      'runtime/core',
      'runtime/expression',
      'runtime/engine',
      'runtime/retrieval',
      'runtime/intent',
      'runtime/adapters',
      'runtime/reader',
      'runtime/evaluation',
    ],
    packages: ['zod'],
  },
  'runtime/server': {
    folders: ['runtime/core', 'runtime/services', 'runtime/engine', 'runtime/evaluation'],
    packages: ['zod', 'fastify', '@fastify/static'],
    isNode: true,
  },
}

const escape = (text) => text.replaceAll('/', '\\/').replaceAll('.', '\\.').replaceAll('-', '\\-')
const tests = '\\.test\\.tsx?$'
const allowed = (folder, { folders, packages }) => [
  ...[folder, ...folders].map((name) => `^${escape(name)}/`),
  ...packages.map((name) => `^node_modules/${escape(name)}(/|$)`),
]

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^node:sqlite$' },
    },
    ...Object.entries(rings).map(([folder, ring]) => ({
      name: `ring-${folder.replaceAll('/', '-')}`,
      severity: 'error',
      from: { path: `^${escape(folder)}/`, pathNot: tests },
      to: { pathNot: [...allowed(folder, ring), '^(node:)?[a-z_/]+$'], dependencyTypesNot: ['core'] },
    })),
    {
      name: 'node-only-in-named-places',
      comment: 'node:* stays in the folders and files that run on Node',
      severity: 'error',
      from: {
        path: '^(runtime|nodes|src)/',
        pathNot: [
          tests,
          '\\.node\\.ts$',
          '^runtime/node\\.ts$',
          '^runtime/(cli|testing)/',
          ...Object.entries(rings)
            .filter(([, ring]) => ring.isNode)
            .map(([folder]) => `^${escape(folder)}/`),
        ],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'memory-storage-is-isomorphic',
      severity: 'error',
      from: { path: '^runtime/storage/memory/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-node-imports-another-node',
      severity: 'error',
      from: { path: '^nodes/(?!messages/)[^/]+/', pathNot: tests },
      to: { path: '^nodes/' },
    },
    {
      name: 'engine-knows-no-node',
      severity: 'error',
      from: { path: '^runtime/(core|engine|expression)/', pathNot: tests },
      to: { path: '^nodes/' },
    },
    {
      name: 'editor-uses-contracts-only',
      comment: 'the editor sees the isomorphic contracts, never the server side',
      severity: 'error',
      from: { path: '^src/', pathNot: [tests, '^src/runs/local-runner'] },
      to: {
        path: '^(runtime|nodes)/',
        pathNot: '^(runtime/(core|expression|interop|client|evaluation)/|nodes/)',
      },
    },
    {
      name: 'ui-is-the-lowest-ring-of-the-editor',
      severity: 'error',
      from: { path: '^src/ui/', pathNot: tests },
      to: { path: '^src/', pathNot: '^src/(ui|messages)/' },
    },
    {
      name: 'views-do-not-import-the-app',
      severity: 'error',
      from: { path: '^src/(?!app/)', pathNot: tests },
      to: { path: '^src/app/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|bench/peers)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
