/** What may weigh how much, gzipped. `initial` is a file with all that it imports statically: what a page loads before it shows an editor. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

function initialFiles(file, found = new Set()) {
  if (found.has(file) || !existsSync(file)) return found
  found.add(file)
  const code = readFileSync(file, 'utf8')
  // `import … from "./x.js"` and `import "./x.js"`; those in parentheses are loaded later.
  for (const [, path] of code.matchAll(/(?:\bfrom|\bimport|^import)\s*["'](\.[^"']+\.js)["']/g)) {
    initialFiles(join(dirname(file), path), found)
  }
  return found
}

const initial = (file) => [...initialFiles(file)]

export default [
  {
    name: 'signalbox/editor, initial (react and react-dom are the host’s)',
    path: initial('dist/editor/editor.js'),
    gzip: true,
    limit: '230 kB',
  },
  {
    name: 'signalbox/element, initial, with React',
    path: initial('dist/element/element.js'),
    gzip: true,
    limit: '300 kB',
  },
  {
    name: 'editor, all files but workers',
    path: ['dist/editor/editor.js', 'dist/editor/editor.css', 'dist/editor/chunks/*.js'],
    gzip: true,
    limit: '900 kB',
  },
  {
    name: 'signalbox, with all that it imports',
    path: initial('dist/runtime/index.js'),
    gzip: true,
    limit: '73 kB',
  },
  {
    name: 'runtime: documents, expressions, engine, also what only servers and clients load',
    path: [
      'dist/runtime/index.js',
      'dist/runtime/core/**/*.js',
      'dist/runtime/expression/**/*.js',
      'dist/runtime/engine/**/*.js',
    ],
    gzip: true,
    limit: '115 kB',
  },
]
