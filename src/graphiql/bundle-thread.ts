import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parentPort } from 'node:worker_threads'
import { build } from 'esbuild'
import type { Built } from './bundle.ts'
import { inJsxRuntime } from './jsx-runtime-plugin.ts'

/** What the browser loads: the page, and the threads of its editors. */
const entries = {
  main: here('browser/main.tsx'),
  editor: 'monaco-editor/esm/vs/editor/editor.worker.js',
  json: 'monaco-editor/esm/vs/language/json/json.worker.js',
  graphql: 'monaco-graphql/esm/graphql.worker.js',
}

function here(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url))
}

const { outputFiles, metafile } = await build({
  entryPoints: entries,
  absWorkingDir: here('../..'),
  outdir: here('../..'),
  // A file's name changes with what is in it, so that a browser may keep it for ever.
  entryNames: '[name]-[hash]',
  chunkNames: 'part-[hash]',
  assetNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  // Also says that it is the production build: React and others leave their checks out.
  minify: true,
  write: false,
  metafile: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'eof',
  logLevel: 'silent',
  loader: { '.ttf': 'file' },
  plugins: [inJsxRuntime(here('browser/translated-jsx.ts'))],
})

const needs = Object.entries(metafile.outputs).map(([name, { imports }]) => [
  name,
  imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => path),
])

const message: Built = {
  files: outputFiles.map(({ path, contents }) => ({ name: basename(path), contents })),
  needs: Object.fromEntries(needs) as Built['needs'],
}
parentPort?.postMessage(message)
