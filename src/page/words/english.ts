import { many } from './numbers.ts'

const n = (value: number) => many('en', value)
const calls = (value: number) => `${n(value)} ${value === 1 ? 'call' : 'calls'}`

export const english = {
  title: 'Calls to the patent office today',
  product: 'JPO patent graph',
  moment: (date: string, time: string) => `${date}, ${time} Japan time`,
  languages: 'Language',
  duration: (hours: number, minutes: number) => (hours > 0 ? `${n(hours)} h ${minutes} min` : `${minutes} min`),

  composed: 'Sandbox: this patent office is a specimen. Every case, number, person and company in it is invented.',
  recorded: 'Sandbox: recorded answers stand in for the patent office.',
  ready: 'Ready.',
  storeAway:
    'The store is away: counts cannot be read. What is in memory is still served; nothing is asked of the office until the store is back.',
  notWritable: 'The store cannot be written: nothing is asked of the office until it can.',
  refused: 'The office refuses this server’s credentials: only what is stored is served. The operator must act.',
  unreachable: 'The office could not be reached when a token was last asked for.',
  noToken: 'The office has not given this server a token yet.',

  reset: 'New day in',
  resetAt: 'at 0:00 Japan time all counts begin anew',
  saved: 'Answered without a call',
  savedOf: (asked: number, share: string) => `of ${n(asked)} questions today (${share})`,
  nothingAsked: 'nothing was asked today',
  paid: 'Sent to the office',
  paidNote: 'calls today, each retry one',
  waiting: 'Waiting for their turn',
  starts: (left: number, of: number) => `${n(left)} of ${calls(of)} could start at this moment`,
  startsUnknown: 'the minute cannot be read',

  endpoints: 'Today by endpoint',
  endpoint: 'API',
  used: 'Used',
  limit: 'Limit',
  left: 'Left',
  savedHere: 'Saved',
  reported: 'Left, says the office',
  reportedShort: 'office says',
  unknown: 'unknown',
  spent: 'spent',
  limitLearned: (limit: number, configured: number) => `The limit is ${n(limit)}, not ${n(configured)} as configured.`,
  usedElsewhere: (count: number) => `${calls(count)} by others with the same ID.`,
  usedNote: 'Used counts calls under way and, as far as known, those of others with the same ID.',
  savedNote: 'Saved are questions answered by what is stored or was told by another answer.',

  own: (caller: string) => `Your calls today, as ${caller}`,
  share: 'Share',
  guaranteed: 'Kept for you',
  ownLeft: 'Left for you',
  ownNote: (time: string) => `Kept until ${time} Japan time; from then what is unused is lent to whoever asks.`,

  whoAsks: 'Who asks',
  key: 'API key',
  show: 'Show figures',
  forget: 'Forget',
  keyNote: 'Sent as Authorization: Bearer. Kept in this tab only, and forgotten with it.',
  keyRefused: 'This server does not know this key, or not any more.',
  keyPowerless: 'This key opens no figures: it has neither the scope read nor operate.',
  keyNeedsScript: 'A key is sent by a script; JavaScript is off in this browser.',

  became: 'What became of today’s questions',
  stored: 'Stored answer that still holds',
  fact: 'Told by another answer',
  shared: 'Call of another operation, shared',
  stale: 'Older answer, marked STALE',
  paidFor: 'Call to the office',
  unanswered: 'Not answered',

  more: 'More',
  graphiql: 'GraphiQL',
  graphiqlNote: 'Ask, with the price beforehand',
  schema: 'Schema',
  schemaNote: 'schema.graphql, for code generators',
  docs: 'Documentation',
  docsNote: 'Directives, headers, errors, settings',

  renews: 'Renews itself; costs no call.',
  lost: 'Not renewed since: this server does not answer.',
}

export type Words = typeof english
