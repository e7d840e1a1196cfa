import { writeFileSync } from 'node:fs'
import { endpointNames } from '../../src/sources/jpo/endpoints.ts'
import type { ClientOperation } from './operations.ts'
import type { Price } from './price.ts'

/** The prices stand beside the manifest: `documents.json` has `documents.prices.json`. */
export function pricesFileOf(manifest: string): string {
  return `${manifest.replace(/\.json$/, '')}.prices.json`
}

/** What TRUSTED_DOCUMENTS reads, in the shape that codegen's client preset writes, and the price of each beside it. */
export function writeManifest(file: string, priced: readonly (readonly [ClientOperation, Price])[]): void {
  const byName = priced.toSorted(([a], [b]) => (a.name < b.name ? -1 : 1))
  write(
    file,
    byName.map(([{ sha256, text }]) => [`sha256:${sha256}`, text] as const),
  )
  write(
    pricesFileOf(file),
    byName.map(([{ sha256, name }, { total, calls, open }]) => {
      const inOrder = endpointNames.flatMap((it) => (calls.has(it) ? [[it, calls.get(it)] as const] : []))
      return [`sha256:${sha256}`, { name, total, calls: Object.fromEntries(inOrder), open: [...open] }] as const
    }),
  )
}

function write(file: string, entries: readonly (readonly [string, unknown])[]): void {
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`)
}
