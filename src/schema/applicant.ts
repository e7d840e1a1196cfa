import { parseApplicantCode } from '../sources/jpo/numbers.ts'
import { builder } from './builder.ts'
import { keyedBy } from './federation/keys.ts'
import { applicantKnown } from './node.ts'
import { type ApplicantReference, applicantId } from './references.ts'
import { mayAsk } from './selection.ts'

export const Applicant = builder.objectRef<ApplicantReference>('Applicant').implement({
  description: '申請人: a person or company as applicant (出願人), agent (代理人) or right holder (権利者).',
  interfaces: [builder.nodeInterfaceRef()],
  extensions: keyedBy({ code: (code, context) => applicantKnown(parseApplicantCode(code), context) }),
  fields: (t) => ({
    id: t.globalID({
      nullable: false,
      description: 'Stays the same for ever. Free.',
      resolve: (applicant) => ({ type: 'Applicant', id: applicantId(applicant) }),
    }),
    code: t.expose('code', {
      type: 'ApplicantCode',
      description: '申請人コード; null where the office lists a person without one. Free.',
    }),
    name: t.exposeString('name', {
      description: '申請人氏名・名称 as it stands where this applicant was found: as filed, or on the register. Free.',
    }),
    registeredName: t.string({
      ...mayAsk(
        'APPLICANT_ATTORNEY_CD',
        'The name now on the office’s register (特許申請人氏名・名称); null where the code is not on it.',
      ),
      resolve: ({ code }, _args, { loaders }, { path }) =>
        code === null ? null : loaders.applicants.registeredName(code, path),
    }),
  }),
})
