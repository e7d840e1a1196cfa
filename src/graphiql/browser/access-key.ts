import { cell } from './cell.ts'

const PLACE = 'access key'

/** Of this tab of the browser alone, and forgotten with it; never in an address, a header that is kept, or another tab. */
const key = cell(sessionStorage.getItem(PLACE) ?? '')

export const accessKey = {
  ...key,
  set(value: string) {
    const trimmed = value.trim()
    if (trimmed) sessionStorage.setItem(PLACE, trimmed)
    else sessionStorage.removeItem(PLACE)
    key.set(trimmed)
  },
}

/** As the server wants it (RFC 6750); a header written by hand is stronger. */
export function withKey(given: HeadersInit | undefined): Headers {
  const headers = new Headers(given)
  // What no header can hold would fail as if the server were away.
  const sent = key.get().replace(/[^\x21-\x7e]/g, '')
  if (sent && !headers.has('authorization')) headers.set('authorization', `Bearer ${sent}`)
  return headers
}
