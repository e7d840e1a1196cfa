/** Where everything is kept that outlives a query. */
export type Location = FileLocation | RedisLocation

export type FileLocation = { readonly kind: 'memory' } | { readonly kind: 'sqlite'; readonly file: string }

/** The URL may hold a password: it is never shown. */
export interface RedisLocation {
  readonly kind: 'redis'
  readonly url: string
}

/** As an operator may read it. */
export function placeOf(location: Location): string {
  if (location.kind === 'memory') return 'memory'
  if (location.kind === 'sqlite') return location.file
  const { host, pathname } = new URL(location.url)
  return `Redis at ${host}${pathname}`
}
