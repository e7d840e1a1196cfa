import { fileURLToPath } from 'node:url'
import { defineConfig } from '../../node_modules/vitest/dist/config.js'

export default defineConfig({
  resolve: {
    // As in the project's own configuration: vitest would load a second copy of graphql.
    alias: [
      {
        find: /^graphql$/,
        replacement: fileURLToPath(new URL('../../node_modules/graphql/index.js', import.meta.url)),
      },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
