import type { GraphQLResolveInfo } from 'graphql'
import { after, type Soon } from '../loaders/soon.ts'
import type { Place } from '../quota/spending.ts'
import type { Fact } from '../sources/jpo/choose.ts'
import { parseApplicantName } from '../sources/jpo/numbers.ts'
import { Applicant } from './applicant.ts'
import { Application } from './application.ts'
import { notTooLong, withCheck } from './argument-checks.ts'
import { builder, type Context } from './builder.ts'
import { applicantReference, type ApplicationReference, applicationReference } from './references.ts'
import { finds, mayAsk } from './selection.ts'

/** Facts whose answer says whether the office has the case, best first. */
const telling: readonly Fact[] = ['basics', 'priorities', 'parent', 'family']
/** Facts whose answer says so where it brings something; empty, it may only mean that there is nothing of the kind. */
const tellingWhenFound: readonly Fact[] = ['registration', 'citations']

/**
 * The application, where the office has it. The selected answers tell, or stored ones; only where neither does is one
 * APP_PROGRESS_SIMPLE paid for the knowledge.
 */
function existing(
  number: string,
  context: Context,
  info: GraphQLResolveInfo,
  place: Place = info.path,
): Soon<ApplicationReference | null> {
  const { cases } = context.loaders
  const reference = applicationReference(number, info)
  const { selected } = reference
  function told(fact: Fact): Soon<ApplicationReference | null> {
    const known = cases.load(fact, number, selected, place)
    // Where it fails, the selected field says so at its own place, and the fields beside it are served.
    const found = known instanceof Promise ? known.catch(() => undefined) : known
    return after(found, (it) => (it === null ? null : reference))
  }
  const isFound = async (fact: Fact) => (await cases.load(fact, number, selected, place)) !== null
  async function asked(): Promise<ApplicationReference | null> {
    for (const fact of tellingWhenFound)
      if (selected.has(fact) && (await isFound(fact).catch(() => false))) return reference
    return (await isFound('basics')) ? reference : null
  }
  const tells = telling.find((fact) => selected.has(fact))
  // In parts the first one need not wait for a fact of a later one.
  if (tells && !context.isInParts) return told(tells)
  return after(cases.existence(number, place), (stored) => {
    if (stored !== null) return stored ? reference : null
    return tells ? told(tells) : asked()
  })
}

const price = {
  unless: 'what is selected or stored tells whether the office has the case; the fields selected cost their own',
}

builder.queryFields((t) => ({
  application: t.field({
    type: Application,
    args: { number: t.arg({ type: 'ApplicationNumber', required: true, description: '出願番号.' }) },
    ...finds(['basics'], 'The application of this number; null when the office has no such application.', price),
    resolve: (_root, { number }, context, info) => existing(number, context, info),
  }),
  applications: t.field({
    type: [Application],
    nullable: { list: false, items: true },
    args: {
      numbers: t.arg({
        type: ['ApplicationNumber'],
        required: true,
        description: '出願番号, at most 200 (the limit `listLength`); repeated ones cost once.',
      }),
    },
    complexity: ({ numbers }) => ({ field: 1, multiplier: numbers.length }),
    ...withCheck(
      notTooLong('numbers'),
      finds(
        ['basics'],
        'Several applications in the order asked; null, or an error at its index, where one is not to be had. Of each:',
        price,
      ),
    ),
    resolve: (_root, { numbers }, context, info) =>
      numbers.map((number, key) => existing(number, context, info, { prev: info.path, key })),
  }),
  applicationByPublicationNumber: t.field({
    type: Application,
    args: { number: t.arg({ type: 'PublicationNumber', required: true, description: '公開番号 or 公表番号.' }) },
    ...mayAsk(
      'CASE_NUMBER_REFERENCE',
      'The application that was published under this number; null when the office knows none. OUT_OF_SCOPE for a publication of before 平成.',
      'another answer told the link; the fields selected cost their own',
    ),
    resolve: (_root, { number }, { loaders }, info) =>
      after(loaders.numbers.applicationOf('PUBLICATION', number, info.path), (found) => linked(found, info)),
  }),
  applicationByRegistrationNumber: t.field({
    type: Application,
    args: { number: t.arg({ type: 'RegistrationNumber', required: true, description: '登録番号.' }) },
    ...mayAsk(
      'CASE_NUMBER_REFERENCE',
      'The application that was registered under this number; null when the office knows none.',
      'another answer told the link; the fields selected cost their own',
    ),
    resolve: (_root, { number }, { loaders }, info) =>
      after(loaders.numbers.applicationOf('REGISTRATION', number, info.path), (found) => linked(found, info)),
  }),
  applicant: t.field({
    type: Applicant,
    args: { code: t.arg({ type: 'ApplicantCode', required: true, description: '申請人コード.' }) },
    ...mayAsk(
      'APPLICANT_ATTORNEY_CD',
      'The applicant of this code (特許申請人氏名・名称); null when the office has no such code. `name` is one known today, as filed or registered.',
      'an answer of today told a name',
    ),
    resolve: (_root, { code }, { loaders }, { path }) =>
      after(loaders.applicants.nameOf(code, path), (name) =>
        name === null ? null : applicantReference({ code, name }),
      ),
  }),
  applicantsByName: t.field({
    type: [Applicant],
    nullable: { list: false, items: false },
    args: {
      name: t.arg.string({
        required: true,
        description:
          'Exactly as on the office’s register; half-width letters, blanks and katakana are folded to its full-width forms. Tab , : ; | are not accepted.',
      }),
    },
    ...withCheck(
      ({ name }) => parseApplicantName(String(name)),
      mayAsk(
        'APPLICANT_ATTORNEY',
        'The applicants of exactly this name (特許申請人コード); one name may have several codes, [] where the office has none.',
      ),
    ),
    resolve: async (_root, { name }, { loaders }, { path }) =>
      (await loaders.applicants.byName(parseApplicantName(name), path)).map(applicantReference),
  }),
}))

function linked(number: string | null, info: GraphQLResolveInfo) {
  return number === null ? null : applicationReference(number, info)
}
