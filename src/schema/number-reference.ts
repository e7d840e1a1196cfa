import type { GraphQLResolveInfo } from 'graphql'
import type { NumberReference as Reference } from '../sources/jpo/number-reference.ts'
import { parseApplicationNumber, parsePublicationNumber, parseRegistrationNumber } from '../sources/jpo/numbers.ts'
import { Application } from './application.ts'
import { withCheck } from './argument-checks.ts'
import { builder, type Context } from './builder.ts'
import { asksOnly, keyOnly } from './federation/key-only.ts'
import { keyedBy } from './federation/keys.ts'
import { applicationReference } from './references.ts'
import { mayAsk, sharing } from './selection.ts'

const NumberKind = builder.enumType('NumberKind', {
  description:
    'Which number is meant (種別): an application and a publication may have the same ten digits and be unrelated.',
  values: {
    APPLICATION: { description: '出願番号.' },
    PUBLICATION: { description: '公開番号 or 公表番号.' },
    REGISTRATION: { description: '登録番号.' },
  } as const,
})

const parsers = {
  APPLICATION: parseApplicationNumber,
  PUBLICATION: parsePublicationNumber,
  REGISTRATION: parseRegistrationNumber,
}

export const NumberReference = builder.objectRef<Reference>('NumberReference').implement({
  description: '特許番号参照: the numbers that belong to one application. Null where it has none of a kind.',
  extensions: {
    ...keyedBy({ publicationNumber: byKey('PUBLICATION'), registrationNumber: byKey('REGISTRATION') }),
    ...sharing({ asks: 'CASE_NUMBER_REFERENCE' }),
  },
  fields: (t) => ({
    applicationNumber: t.expose('applicationNumber', { type: 'ApplicationNumber', description: '出願番号.' }),
    publicationNumber: t.expose('publicationNumber', { type: 'PublicationNumber', description: '公開番号.' }),
    nationalPublicationNumber: t.expose('nationalPublicationNumber', {
      type: 'PublicationNumber',
      description: '公表番号.',
    }),
    registrationNumber: t.expose('registrationNumber', { type: 'RegistrationNumber', description: '登録番号.' }),
    internationalPublicationNumber: t.exposeString('internationalPublicationNumber', {
      description: '国際公開番号: WO and ten digits.',
    }),
    application: t.field({
      type: Application,
      description: 'The application. A reference: free.',
      resolve: ({ applicationNumber }, _args, _context, info) =>
        applicationNumber === null ? null : applicationReference(applicationNumber, info),
    }),
  }),
})

builder.queryField('numberReference', (t) =>
  t.field({
    type: NumberReference,
    args: {
      kind: t.arg({ type: NumberKind, required: true, description: 'Which number it is.' }),
      number: t.arg.string({ required: true, description: 'Written as the scalar of its kind accepts it.' }),
    },
    ...withCheck(
      ({ kind, number }) => parsers[kind as keyof typeof parsers](String(number)),
      mayAsk(
        'CASE_NUMBER_REFERENCE',
        'The numbers that belong together, from any one of them; null where the office has none such. OUT_OF_SCOPE for a publication of before 平成.',
        'another answer told them',
      ),
    ),
    resolve: async (_root, { kind, number }, { loaders }, { path }) =>
      (await loaders.numbers.reference(kind, parsers[kind](number), path))?.value,
  }),
)

/**
 * The numbers that belong to one of them, as another subgraph refers to it. Where no other number is selected, the link to
 * the application will do, which is known for ever; where it is the key alone, nothing is asked.
 */
function byKey(kind: 'PUBLICATION' | 'REGISTRATION') {
  const key = kind === 'PUBLICATION' ? 'publicationNumber' : 'registrationNumber'
  const __typename = 'NumberReference' as const
  return async (sent: string, { loaders }: Context, info: GraphQLResolveInfo): Promise<Named | null> => {
    const number = parsers[kind](sent)
    const told = { __typename, [key]: number } as const
    if (asksOnly([key], info, __typename)) return keyOnly<Named>(told)
    if (!asksOnly([key, 'applicationNumber', 'application'], info, __typename)) {
      const known = await loaders.numbers.reference(kind, number, info.path)
      return known && { __typename, ...known.value }
    }
    const applicationNumber = await loaders.numbers.applicationOf(kind, number, info.path)
    return applicationNumber === null ? null : keyOnly<Named>({ ...told, applicationNumber })
  }
}

type Named = Reference & { readonly __typename: 'NumberReference' }
