/**
 * Who may import whom (the ring table of the design). A folder may import itself, the folders its row lists, and the npm packages
 * its row lists; everything else is an error, and so is every cycle. That `fetch` is called in the client only is held by the
 * linter (`no-restricted-globals`), since a global is not imported.
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
    packages: ['zod', 'fastify', '@fastify/static', 'prom-client'],
    isNode: true,
  },
}

/**
 * The rings of the editor, from the inside. `messages` is the innermost: where the design has `ui` know nothing, a field must
 * say "required" in the reader's language. `drawing` (signs, sizes and commands of nodes) and `resources` (the frame of the
 * pages that manage things) and `commands` hold what several views share; `editor` is the frame that puts the views of one pipeline together.
 */
const shared = ['document', 'session', 'runs', 'forms', 'drawing', 'commands', 'resources']
const views = [
  'canvas',
  'palette',
  'outline',
  'inspector',
  'trace',
  'routing',
  'adapters',
  'knowledge',
  'datasets',
  'compare',
]
const editorRings = {
  messages: { folders: ['messages'], imports: [] },
  ui: { folders: ['ui'], imports: ['messages'] },
  shared: { folders: shared, imports: ['messages', 'ui', ...shared] },
  views: { folders: views, imports: ['messages', 'ui', ...shared] },
  frame: { folders: ['editor'], imports: ['messages', 'ui', ...shared, ...views] },
}
const editorPackages = [
  '@codemirror/autocomplete',
  '@codemirror/commands',
  '@codemirror/state',
  '@codemirror/view',
  '@fontsource-variable/inter',
  '@observablehq/plot',
  '@tanstack/react-query',
  '@tanstack/react-virtual',
  '@types/react',
  '@types/react-dom',
  '@xyflow/react',
  'diff',
  'elkjs',
  'intl-messageformat',
  'lucide-react',
  'markdown-to-jsx',
  'papaparse',
  'react',
  'react-aria',
  'react-aria-components',
  'react-stately',
  'react-dom',
  'yaml',
  'zod',
  'zustand',
]
const composition = '^runtime/((index|node|browser)\\.ts$|(cli|testing)/)'

const escape = (text) => text.replaceAll('/', '\\/').replaceAll('.', '\\.').replaceAll('-', '\\-')
const fixtures = '-fixture\\.tsx?$'
/** Tests, and what only they load. */
const tests = `\\.test\\.tsx?$|${fixtures}`
const allowed = (folder, { folders, packages }) => [
  ...[folder, ...folders].map((name) => `^${escape(name)}/`),
  ...packages.map((name) => `^node_modules/${escape(name)}(/|$)`),
]

module.exports = {
  forbidden: [
    {
      name: 'fixtures-in-tests-only',
      comment: 'what stands ready for several tests is no part of the product',
      severity: 'error',
      from: { pathNot: tests },
      to: { path: fixtures },
    },
    {
      name: 'no-circular',
      comment: "what runs has no cycle; two files may name one another's types, which are gone once compiled",
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-circular-types-in-the-editor',
      comment: 'in the editor not even the types go round in a circle',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
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
      name: 'composition-is-the-outermost-ring',
      comment: 'entries, command line and test suites compose the others; nothing inside imports them',
      severity: 'error',
      from: { path: '^(runtime|nodes)/', pathNot: [tests, composition] },
      to: { path: composition },
    },
    {
      name: 'isomorphic-entries',
      comment: 'the entries that pages load: no driver of Node, no LangChain, no server',
      severity: 'error',
      from: { path: '^runtime/(index|browser)\\.ts$' },
      to: { path: '^runtime/(server|cli|egress|training|langchain|testing|storage/(?!memory/))' },
    },
    {
      name: 'http-only-in-egress-and-server',
      comment: 'everything outgoing leaves through the one client that checks addresses',
      severity: 'error',
      from: { path: '^(runtime|nodes|src)/', pathNot: [tests, '^runtime/(egress|server|testing)/'] },
      to: { path: '^(node:)?(http|https|http2|net|tls|dgram)$' },
    },
    {
      name: 'editor-uses-contracts-only',
      comment: 'the editor sees the isomorphic contracts, never the server side',
      severity: 'error',
      from: { path: '^src/', pathNot: [tests, '^src/runs/local-runner'] },
      to: {
        path: '^(runtime|nodes)/',
        pathNot:
          '^(runtime/(core|expression|interop|client|evaluation/(datasets|metrics|stats|reports))/|nodes/)',
      },
    },
    {
      name: 'editor-packages',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: {
        path: '^node_modules/',
        pathNot: editorPackages.map((name) => `^node_modules/${escape(name)}(/|$)`),
      },
    },
    {
      name: 'nothing-imports-the-app',
      severity: 'error',
      from: { path: '^src/(?!app/)', pathNot: tests },
      to: { path: '^src/app/' },
    },
    ...Object.entries(editorRings).map(([ring, { folders, imports }]) => ({
      name: `editor-ring-${ring}`,
      severity: 'error',
      from: { path: `^src/(${folders.join('|')})/`, pathNot: tests },
      to: {
        path: '^src/',
        // `$1`: the folder that imports, so that views do not import one another.
        pathNot: ['^src/$1/', ...imports.map((name) => `^src/${name}/`)],
      },
    })),
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
