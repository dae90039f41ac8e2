/**
 * The builds: the app that the server hands out (`vite build`); the editor as a library (`--mode editor`), the worker of its runs
 * in one file (`--mode run-worker`), and the editor as an element with React inside (`--mode element`).
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Plugin, Rolldown, UserConfig } from 'vite'
import { defineConfig, esmExternalRequirePlugin } from 'vite'
import { guardStyles, renameFlow } from './scripts/guard-styles.mjs'

const root = import.meta.dirname
const server = `http://127.0.0.1:${process.env['SIGNALBOX_PORT'] ?? '4870'}`
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }

/** Newest syntax that all current browsers have; keeps `light-dark()` and nesting as they are written. */
const browsers = ['chrome125', 'edge125', 'firefox128', 'safari17.5']

// zod compiles parsers with `new Function` unless told otherwise, which the policy of the page forbids. The setting must be
// made before the first schema is, so it shares a chunk with zod, which every chunk with a schema imports.
const zod = { name: 'zod', test: /node_modules[\\/]zod[\\/]|src[\\/]session[\\/]jitless/, priority: 1 }

// What a page needs before it shows an editor is one file: sixty small ones, as they come of their own, cost more than their bytes.
const initial: Rolldown.CodeSplittingGroup = { name: 'initial', tags: ['$initial'] }

const codeSplitting: Rolldown.CodeSplittingOptions = { groups: [zod, initial] }

/** In other people's pages what follows the first frame is one file too. */
const lateFiles = [
  'src/canvas/canvas-tools.tsx',
  'src/canvas/card-failure.tsx',
  'src/canvas/context-menu.tsx',
  'src/editor/head-controls.tsx',
  'src/palette/palette-list.tsx',
  'src/ui/icon-button.tsx',
  'src/ui/progress.tsx',
  'src/ui/toast-region.tsx',
]
const controls: Rolldown.CodeSplittingGroup = {
  name: 'controls',
  test: (id) => lateFiles.some((file) => id.replaceAll('\\', '/').endsWith(`/${file}`)),
}

/** The same for the element, which looks for its styles and its worker beside the file it is in. */
const elementSplitting: Rolldown.CodeSplittingOptions = {
  groups: [zod, { ...initial, test: /^(?!.*[\\/](?:signalbox-)?element\.tsx?$)/ }, controls],
}

/** The same for the editor as a library, whose worker must not load what draws: what both need is a file of its own. */
const librarySplitting: Rolldown.CodeSplittingOptions = {
  groups: [
    zod,
    {
      ...initial,
      debugName: 'initial',
      name: (id, context) => {
        if (!listImported('src/worker.ts', context).has(id)) return 'initial'
        return listImported('src/editor.ts', context).has(id) ? 'contracts' : null
      },
    },
    controls,
  ],
}

const imported = new WeakMap<Rolldown.ChunkingContext, Map<string, ReadonlySet<string>>>()

/** What a file of ours imports statically, itself and through others. */
function listImported(file: string, context: Rolldown.ChunkingContext): ReadonlySet<string> {
  const known = imported.get(context) ?? new Map<string, ReadonlySet<string>>()
  imported.set(context, known)
  const old = known.get(file)
  if (old !== undefined) return old
  const found = new Set([join(root, file)])
  // A set that grows while it is walked is walked to its end.
  for (const id of found) for (const next of context.getModuleInfo(id)?.importedIds ?? []) found.add(next)
  known.set(file, found)
  return found
}

/** The licences of everything that is bundled, as their authors ask. */
const license = { fileName: 'third-party-licenses.md' }

/** The layout worker is another project's file (EPL-2.0); it stands beside the editor unchanged. */
const layoutWorker: Plugin = {
  name: 'signalbox-layout-worker',
  generateBundle() {
    const source = readFileSync(join(root, 'node_modules/elkjs/lib/elk-worker.min.js'))
    this.emitFile({ type: 'asset', fileName: 'elk/elk-worker.min.js', source })
    // The file is a script, in a package of modules.
    this.emitFile({ type: 'asset', fileName: 'elk/package.json', source: '{ "type": "commonjs" }\n' })
  },
}

/** React Aria brings its words in 34 languages; the editor speaks two, and falls back to English. */
const ariaLanguages: Plugin = {
  name: 'signalbox-aria-languages',
  load(id) {
    const language =
      /[\\/]react-(?:aria|stately)[\\/]dist[\\/]private[\\/]intl[\\/][^\\/]+[\\/](\w\w-\w\w)\.mjs$/.exec(
        id,
      )?.[1]
    const isSpoken = language === undefined || language === 'en-US' || language === 'zh-CN'
    return isSpoken ? null : 'export default {}'
  },
}

/** What React Aria asks of `Intl` as soon as it is loaded, for browsers older than ours: file, question, and the answer or a cheaper question. */
const intlQuestions = [
  // 15 ms to learn whether the browser's own locale is well formed. A locale made of it says so too.
  [
    'react-aria/dist/private/i18n/useDefaultLocale.mjs',
    /Intl\.DateTimeFormat\.supportedLocalesOf\(\[\s*locale\s*\]\)/,
    'new Intl.Locale(locale)',
  ],
  // 3 ms to learn how a script is written; which languages go from right to left it knows by name.
  ['react-aria/dist/private/i18n/utils.mjs', /Intl\.Locale(?=\) \{)/, 'false'],
  // 5 ms to learn that numbers can be written with signs.
  [
    '@internationalized/number/dist/private/NumberFormatter.mjs',
    /new Intl\.NumberFormat\('de-DE', \{\s*signDisplay: 'exceptZero'\s*\}\)\.resolvedOptions\(\)\.signDisplay === 'exceptZero'/,
    'true',
  ],
] as const

const ariaIntl: Plugin = {
  name: 'signalbox-aria-intl',
  transform(code, id) {
    const path = id.replaceAll('\\', '/')
    const [file, question, answer] = intlQuestions.find(([end]) => path.endsWith(end)) ?? []
    if (file === undefined || question === undefined || answer === undefined) return null
    if (!question.test(code)) throw new Error(`${file} asks something else now: see intlQuestions.`)
    return code.replace(question, answer)
  },
}

/** The licence of the typeface goes where the typeface goes. */
const fontLicense: Plugin = {
  name: 'signalbox-font-license',
  generateBundle() {
    const source = readFileSync(join(root, 'node_modules/@fontsource-variable/inter/LICENSE'))
    this.emitFile({ type: 'asset', fileName: 'inter-license.txt', source })
  },
}

const appConfig: UserConfig = {
  root: join(root, 'src/app'),
  base: './',
  publicDir: false,
  plugins: [react(), ariaLanguages, ariaIntl, fontLicense],
  define: { __SIGNALBOX_VERSION__: JSON.stringify(version) },
  build: {
    outDir: join(root, 'dist/app'),
    emptyOutDir: true,
    target: browsers,
    cssTarget: browsers,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license,
    rolldownOptions: { output: { codeSplitting } },
  },
  worker: { format: 'es' },
  server: {
    proxy: {
      '^/(api|healthz|readyz|openapi.json)': {
        target: server,
        changeOrigin: true,
        // The server answers its own origin only; in development the page comes from another port.
        configure: (proxy) => {
          proxy.on('proxyReq', (request) => {
            request.removeHeader('origin')
            request.removeHeader('sec-fetch-site')
          })
        },
      },
    },
  },
}

/** What the builds for other people's pages have in common. */
const embedded: UserConfig = {
  root,
  publicDir: false,
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  css: { postcss: { plugins: [guardStyles] } },
  worker: { format: 'es' },
}
const embeddedBuild = { emptyOutDir: true, target: browsers, cssTarget: browsers, license }
const chunkFileNames = 'chunks/[name]-[hash].js'

const editorConfig: UserConfig = {
  ...embedded,
  // Some libraries still require React: a page knows imports only.
  plugins: [
    react(),
    renameFlow,
    ariaLanguages,
    ariaIntl,
    layoutWorker,
    esmExternalRequirePlugin({ external: [/^react($|\/)/, /^react-dom($|\/)/] }),
  ],
  build: {
    ...embeddedBuild,
    outDir: 'dist/editor',
    lib: {
      entry: { editor: 'src/editor.ts', worker: 'src/worker.ts' },
      formats: ['es'],
      fileName: (_format, name) => `${name}.js`,
      cssFileName: 'editor',
    },
    rolldownOptions: {
      output: { chunkFileNames, codeSplitting: librarySplitting, minify: true },
    },
  },
}

const elementConfig: UserConfig = {
  ...embedded,
  plugins: [react(), renameFlow, ariaLanguages, ariaIntl],
  build: {
    ...embeddedBuild,
    outDir: 'dist/element',
    lib: { entry: 'src/element.ts', formats: ['es'], fileName: 'element', cssFileName: 'element' },
    rolldownOptions: { output: { chunkFileNames, codeSplitting: elementSplitting, minify: true } },
  },
}

// One file: bundlers of hosts copy workers as they are.
const runWorkerConfig: UserConfig = {
  ...embedded,
  build: {
    ...embeddedBuild,
    outDir: 'dist/editor',
    emptyOutDir: false,
    license: false,
    lib: { entry: 'src/runs/local-runner.worker.ts', formats: ['es'], fileName: 'run-worker' },
    rolldownOptions: { output: { codeSplitting: false, minify: true } },
  },
}

const configs: Readonly<Record<string, UserConfig>> = {
  editor: editorConfig,
  element: elementConfig,
  'run-worker': runWorkerConfig,
}

export default defineConfig(({ mode }) => configs[mode] ?? appConfig)
