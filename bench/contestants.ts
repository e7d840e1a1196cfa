import { existsSync } from 'node:fs'

export interface Contestant {
  readonly name: string
  readonly what: string
  readonly file: string
  /** What must be installed in this folder for it. */
  readonly needs: readonly string[]
}

export const ours = {
  name: 'ours',
  what: 'this server: src/main.ts on a filled store, with its defaults',
  file: '../src/main.ts',
  needs: [],
} as const satisfies Contestant

export const limit = {
  name: 'limit',
  what: 'node:http sending finished bytes',
  file: 'contestants/limit.ts',
  needs: [],
} as const satisfies Contestant

/** The others on the same records; all of them read one file of decoded records into memory. */
export const peers: readonly Contestant[] = [
  {
    name: 'mercurius',
    what: 'Mercurius on Fastify with its JIT and its loaders',
    file: 'contestants/mercurius.ts',
    needs: ['mercurius', 'fastify'],
  },
  {
    name: 'apollo',
    what: 'Apollo Server on Fastify with DataLoader',
    file: 'contestants/apollo.ts',
    needs: ['@apollo/server', '@as-integrations/fastify'],
  },
  {
    name: 'yoga',
    what: 'graphql-yoga with DataLoader',
    file: 'contestants/yoga.ts',
    needs: ['graphql-yoga', 'dataloader'],
  },
]

export const idleYoga: Contestant = {
  name: 'idle yoga',
  what: 'graphql-yoga that has nothing to do',
  file: 'contestants/idle-yoga.ts',
  needs: ['graphql-yoga'],
}

/** What a team would put in front of the office instead; it asks the office itself. */
export const gateway: Contestant = {
  name: 'hive',
  what: 'Hive Gateway on an OpenAPI description of the office, keeping whole answers',
  file: 'contestants/hive.ts',
  needs: ['@graphql-hive/gateway-runtime', '@graphql-mesh/compose-cli', '@omnigraph/openapi'],
}

export const coldYoga: Contestant = {
  name: 'yoga',
  what: 'graphql-yoga that asks the office, with a DataLoader for each endpoint and request',
  file: 'contestants/cold-yoga.ts',
  needs: ['graphql-yoga', 'dataloader'],
}

/** The packages that are missing here. */
export function missing({ needs }: Contestant): readonly string[] {
  return needs.filter((name) => !existsSync(new URL(`node_modules/${name}/package.json`, import.meta.url)))
}
