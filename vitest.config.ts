import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: {
    // vitest would load graphql 16 for our files as index.mjs, Node for its users as index.js: two copies refuse each
    // other's schema.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql/index.js')) }],
  },
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // vitest leaves one core idle; most of these tests wait for processes and sockets.
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'all', include: ['test/**/*.test.ts'] } },
      {
        // The rules of day, minute and token once more, far from Japan: no rule may depend on the machine's zone.
        extends: true,
        test: {
          name: 'rules in Los Angeles',
          include: ['test/quota/**/*.test.ts', 'test/auth/**/*.test.ts'],
          env: { TZ: 'America/Los_Angeles', SOAK_RESERVATIONS: '5000' },
        },
      },
    ],
  },
})
