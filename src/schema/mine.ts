import { anybody } from '../auth/callers/caller.ts'
import { lentFrom } from '../quota/day.ts'
import type { ClaimRow } from '../quota/ledger.ts'
import { endpointNames, endpoints } from '../sources/jpo/endpoints.ts'
import { builder } from './builder.ts'
import { JpoEndpoint } from './freshness.ts'

type OwnDay = ClaimRow & { readonly endpoint: (typeof endpointNames)[number] }

const OwnEndpointQuota = builder.objectRef<OwnDay>('OwnEndpointQuota').implement({
  description: "Today's calls to one endpoint, as the asking caller has them.",
  fields: (t) => ({
    endpoint: t.field({
      type: JpoEndpoint,
      nullable: false,
      description: 'Which API.',
      resolve: ({ endpoint }) => endpoint,
    }),
    share: t.exposeInt('share', {
      nullable: false,
      description:
        'Calls a day, of its 上限アクセス回数, that are kept for the caller until lentFrom; 0 where nothing is, and where the day is not divided.',
    }),
    used: t.exposeInt('used', {
      nullable: false,
      description:
        'Calls that the caller was charged with today, retries and those under way included. Answers from the store, and those of calls that others made, are none.',
    }),
    guaranteed: t.exposeInt('guaranteed', {
      nullable: false,
      description:
        'Calls of the share that are not used yet, as far as the day has them; from lentFrom on 0: nothing is kept for anybody.',
    }),
    remaining: t.exposeInt('remaining', {
      nullable: false,
      description:
        'Calls that the caller could still make at this moment: those of its share and those that are kept for nobody. At 0 a call is refused with QUOTA_EXHAUSTED.',
    }),
  }),
})

/** What the caller who asks has of the day. */
export const OwnQuota = builder.objectRef<object>('OwnQuota').implement({
  description:
    'What of the allowance of the one ID (利用者ID) the asking caller has: its share, kept for it until lentFrom, and beyond it what is kept for nobody.',
  fields: (t) => ({
    caller: t.string({
      nullable: false,
      description: 'Its name; anybody where this server knows no callers.',
      resolve: (_own, _args, { quota: { account } }) => (account ?? anybody).name,
    }),
    isInteractive: t.boolean({
      nullable: false,
      description: 'Whether a person waits for its answers: it may call from the reserve, too.',
      resolve: (_own, _args, { quota: { account } }) => (account ?? anybody).isInteractive,
    }),
    lentFrom: t.field({
      type: 'DateTime',
      nullable: false,
      description:
        "When today's unused shares and reserve are lent to whoever asks: 20:00 Japan time, four hours before the office counts anew.",
      resolve: (_own, _args, { clock }) => lentFrom(clock.now()),
    }),
    endpoints: t.field({
      type: [OwnEndpointQuota],
      nullable: { list: false, items: false },
      description: 'The twelve endpoints in the order of the handbook.',
      resolve: async (_own, _args, { quota: { ledger, account } }) => {
        const claims = new Map((await ledger.claims(account)).map((claim) => [claim.endpoint, claim]))
        return endpointNames
          .toSorted((a, b) => endpoints[a].handbookNumber - endpoints[b].handbookNumber)
          .flatMap((endpoint) => {
            const claim = claims.get(endpoint)
            return claim ? [{ ...claim, endpoint }] : []
          })
      },
    }),
  }),
})
