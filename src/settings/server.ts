import { z } from 'zod'
import { setting, toggle, wholeNumber } from './setting.ts'

const publicUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (url && isWeb && !url.username && !url.password && !url.search && !url.hash) return url.href.replace(/\/+$/, '')
  context.addIssue('must be an http:// or https:// URL without user, password, query and fragment')
  return z.NEVER
})

const hostName = z.string().transform((text, context) => {
  if (/^[\w.:-]+$/.test(text)) return text
  const bare = /^\[([\da-fA-F:.]+)\]$/.exec(text)?.[1]
  const hint = bare ? `; an IPv6 address stands without brackets, ${bare}` : ''
  context.addIssue(`must be an address or a host name${hint}`)
  return z.NEVER
})

/** Each exactly as a browser says it: no site can be all of them, and none may be named by half. */
const origins = z.string().transform((text, context): ReadonlySet<string> => {
  const given = text.split(',').map((origin) => origin.trim())
  const wrong = given.find(
    (origin) => !/^https?:/.test(origin) || !URL.canParse(origin) || new URL(origin).origin !== origin,
  )
  if (wrong === undefined) return new Set(given)
  context.addIssue(
    `cannot be read at '${wrong}': accepted is a list of origins such as https://app.example.com, without path and *`,
  )
  return z.NEVER
})

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

/** Where this server listens, and what it says of itself. */
export const serverSettings = {
  PUBLIC_URL: setting({
    byDefault: '',
    meaning:
      'Where clients reach this server, such as https://patents.example.com/jpo: the URLs of pictures begin with it. Without: they begin with /images.',
    as: publicUrl.optional(),
  }),
  HOST: setting({
    byDefault: '127.0.0.1',
    meaning: 'Address to listen on.',
    as: hostName.prefault('127.0.0.1'),
  }),
  PORT: setting({
    byDefault: '4000',
    meaning: 'Port to listen on, 0 to 65535; 0 = any free one.',
    as: wholeNumber(0, 65_535).prefault('4000'),
  }),
  CORS_ORIGINS: setting({
    byDefault: '',
    meaning:
      'Sites whose pages may read answers in a browser, such as https://app.example.com,https://intranet.example.com; without: none.',
    as: origins.optional().transform((given) => given ?? new Set<string>()),
  }),
  GRAPHIQL: setting({
    byDefault: 'on',
    meaning: 'on or off: the page to ask on, at /graphql.',
    as: toggle().prefault('on'),
  }),
  INTROSPECTION: setting({
    byDefault: 'on',
    meaning:
      'on or off: whether clients may ask for the schema, by introspection, _service or /schema.graphql; off, errors do not suggest its names either.',
    as: toggle().prefault('on'),
  }),
  LOG_LEVEL: setting({
    byDefault: 'info',
    meaning: 'trace, debug, info, warn, error, fatal or silent.',
    as: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).prefault('info'),
  }),
}
