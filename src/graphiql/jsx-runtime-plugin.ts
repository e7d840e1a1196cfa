import type { Plugin } from 'esbuild'

/** Puts `file` before React's own jsx-runtime: all that GraphiQL shows passes it, and may be said in another language. */
export function inJsxRuntime(file: string): Plugin {
  return {
    name: 'translated jsx',
    setup(build) {
      build.onResolve({ filter: /^react\/jsx-runtime$/ }, ({ importer }) =>
        importer === file ? undefined : { path: file },
      )
    },
  }
}
