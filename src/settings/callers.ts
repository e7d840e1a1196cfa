import { z } from 'zod'
import type { CallerSettings } from '../auth/callers/policy.ts'
import { isLoopback } from '../http/loopback.ts'
import { serverSettings } from './server.ts'
import { secureUrl, setting } from './setting.ts'

/** Who may ask this server. */
export const callersSettings = {
  AUTH_API_KEYS_FILE: setting({
    byDefault: '',
    meaning:
      'A JSON file of callers and their keys (docs/callers.md), read again when it changes; npm run key -- --name NAME makes a key.',
    as: z.string().optional(),
  }),
  AUTH_JWKS_URL: setting({
    byDefault: '',
    meaning:
      'Where an issuer of JWTs publishes its public keys (JWKS), https:// (http:// only on loopback); with AUTH_ISSUER and AUTH_AUDIENCE.',
    as: secureUrl.transform((url) => url.href).optional(),
  }),
  AUTH_ISSUER: setting({
    byDefault: '',
    meaning: 'What its tokens say as iss, to the letter.',
    as: z.string().optional(),
  }),
  AUTH_AUDIENCE: setting({
    byDefault: '',
    meaning: 'What its tokens for this server say as aud.',
    as: z.string().optional(),
  }),
}

const issuerSettings = ['AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE']

/** What is wrong with them together: a server that others reach must know who they are. */
export function whoMayAsk(given: Readonly<Record<string, string | undefined>>): string[] {
  const missing = issuerSettings.filter((name) => !given[name])
  const isPartial = missing.length > 0 && missing.length < issuerSettings.length
  const isOpen = !given.AUTH_API_KEYS_FILE && missing.length === issuerSettings.length
  const { HOST: host = '127.0.0.1' } = given
  const mistakes: string[] = []
  if (isPartial)
    mistakes.push(
      `${missing.join(' and ')} must be set too: tokens are checked by ${issuerSettings.join(', ')} together`,
    )
  if (isOpen && !isLoopback(host) && serverSettings.HOST.as.safeParse(host).success)
    mistakes.push(
      `HOST ${host} lets others reach this server, and nothing says who may ask: set AUTH_API_KEYS_FILE ` +
        '(npm run key -- --name NAME --file keys.json makes the first key), or AUTH_JWKS_URL with AUTH_ISSUER and ' +
        'AUTH_AUDIENCE; or leave HOST at 127.0.0.1',
    )
  return mistakes
}

type Given = Readonly<Partial<Record<keyof typeof callersSettings, string | undefined>>>

export function callersOf({ AUTH_API_KEYS_FILE, AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE }: Given): CallerSettings {
  const isWhole = AUTH_JWKS_URL && AUTH_ISSUER && AUTH_AUDIENCE
  return {
    keysFile: AUTH_API_KEYS_FILE ?? null,
    issuer: isWhole ? { name: AUTH_ISSUER, jwksUrl: AUTH_JWKS_URL, audience: AUTH_AUDIENCE } : null,
  }
}
