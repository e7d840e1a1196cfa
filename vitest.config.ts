import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    // Two copies of graphql 16 (index.js, index.mjs) refuse each other's schema: dependencies that graphql users import
    // are loaded by Node itself, which finds one copy.
    server: { deps: { external: [/node_modules/] } },
  },
})
