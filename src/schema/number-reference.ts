import type { GraphQLResolveInfo } from 'graphql'
import type { NumberReference as Reference } from '../sources/jpo/number-reference.ts'
import { parseApplicationNumber, parsePublicationNumber, parseRegistrationNumber } from '../sources/jpo/numbers.ts'
import { Application } from './application.ts'
import { withCheck } from './argument-checks.ts'
import { builder, type Context } from './builder.ts'
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

/** The numbers of a case, as they are known; or one of them, by which another subgraph refers to it. */
type Numbers = Reference | NumberKey

const own = { PUBLICATION: 'publicationNumber', REGISTRATION: 'registrationNumber' } as const

export interface NumberKey {
  readonly __typename: 'NumberReference'
  readonly kind: keyof typeof own
  readonly number: string
}

const byKey = (kind: NumberKey['kind']) => (sent: string) =>
  ({ __typename: 'NumberReference', kind, number: parsers[kind](sent) }) as const

/** The price of a number where it is not the key. */
const number = (description: string) =>
  mayAsk('CASE_NUMBER_REFERENCE', description, '`numberReference` led here, it is the key, or another answer told it')

/** A gateway asks for every key, to be able to go on from there: the one that it sent is not asked for again. */
function shown(name: keyof Reference) {
  return async (numbers: Numbers, _args: object, { loaders }: Context, { path }: GraphQLResolveInfo) => {
    if (!('kind' in numbers)) return numbers[name]
    if (name === own[numbers.kind]) return numbers.number
    return (await loaders.numbers.reference(numbers.kind, numbers.number, path))?.value[name]
  }
}

/** The link alone, which is known for ever. */
async function linked(numbers: Numbers, _args: object, { loaders }: Context, { path }: GraphQLResolveInfo) {
  if (!('kind' in numbers)) return numbers.applicationNumber
  return loaders.numbers.applicationOf(numbers.kind, numbers.number, path)
}

export const NumberReference = builder.objectRef<Numbers>('NumberReference').implement({
  description: '特許番号参照: the numbers that belong to one application. Null where it has none of a kind.',
  extensions: {
    ...keyedBy({ publicationNumber: byKey('PUBLICATION'), registrationNumber: byKey('REGISTRATION') }),
    ...sharing({ asks: 'CASE_NUMBER_REFERENCE' }),
  },
  fields: (t) => ({
    applicationNumber: t.field({ type: 'ApplicationNumber', ...number('出願番号.'), resolve: linked }),
    publicationNumber: t.field({
      type: 'PublicationNumber',
      ...number('公開番号.'),
      resolve: shown('publicationNumber'),
    }),
    nationalPublicationNumber: t.field({
      type: 'PublicationNumber',
      ...number('公表番号.'),
      resolve: shown('nationalPublicationNumber'),
    }),
    registrationNumber: t.field({
      type: 'RegistrationNumber',
      ...number('登録番号.'),
      resolve: shown('registrationNumber'),
    }),
    internationalPublicationNumber: t.string({
      ...number('国際公開番号: WO and ten digits.'),
      resolve: shown('internationalPublicationNumber'),
    }),
    application: t.field({
      type: Application,
      ...number('The application.'),
      resolve: async (numbers, args, context, info) => {
        const found = await linked(numbers, args, context, info)
        return found === null ? null : applicationReference(found, info)
      },
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
