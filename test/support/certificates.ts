import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folder } from './files.ts'

/** Files in PEM. */
export interface Certificate {
  /** Of the authority that signed it, which nobody else knows. */
  readonly authority: string
  readonly certificate: string
  readonly key: string
}

/** A certificate for one host, by an authority made for it, as a company makes them for itself; with Debian's openssl. */
export function certificateFor(host: { readonly ip: string } | { readonly name: string }): Certificate {
  const place = folder()
  const file = (name: string) => join(place, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: place, stdio: 'pipe' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=A test authority',
  )
  openssl('req', ...newKey, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=A test server')
  writeFileSync(file('names.txt'), `subjectAltName=${'ip' in host ? `IP:${host.ip}` : `DNS:${host.name}`}\n`)
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names.txt']
  openssl('x509', '-req', '-in', 'server.csr', ...signing, '-out', 'server.pem')
  return { authority: file('ca.pem'), certificate: file('server.pem'), key: file('server.key') }
}
