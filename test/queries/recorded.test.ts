import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startGraph } from '../support/graph.ts'

const recordings = process.env['SANDBOX_RECORDINGS'] ?? ''
const reason = 'SANDBOX_RECORDINGS names no directory of recorded answers: the real case is not asked about.'
if (recordings === '') console.info(reason)

test('a CI run has the recordings', () => {
  if (process.env['CI'] === 'true') expect(recordings, reason).not.toBe('')
})

/** A text in a recorded answer, which the project does not repeat. */
function recorded(file: string, key: string): unknown {
  const { result } = JSON.parse(readFileSync(join(recordings, file), 'utf8')) as {
    result: { data: Record<string, unknown> }
  }
  return result.data[key]
}

test.runIf(recordings !== '')(
  'a real case comes out of the running server with the facts that the office has',
  async () => {
    const graph = await startGraph({ env: { SANDBOX_RECORDINGS: recordings } })
    const answer = await graph.query(`{
    application(number: "特願2020-123456") {
      inventionTitle status filingDate
      applicants { code } agents { code }
      publication { displayNumber date }
      priorityClaims { kind date number application { number } }
      divisionalFamily { number }
      citations { type { code } order ... on PatentCitation { displayNumber publicationNumber } }
      registration { displayNumber registrationDate nextAnnuityDueDate lastAnnuityYear claimCount expirationDate }
      documents(filter: { codes: ["A131", "A53", "A523", "A01"] }) { nodes { code date number ... on DocumentWithBody { text xml } } }
    }
    applicant(code: "000003207") { registeredName }
    numberReference(kind: PUBLICATION, number: "2020123456") { applicationNumber registrationNumber }
    absent: application(number: "9999999999") { number }
  }`)
    expect(answer.errors).toEqual([])
    const { application, applicant, numberReference, absent } = answer.data
    expect(application).toMatchObject({
      inventionTitle: recorded('app_progress-2020123456.json', 'inventionTitle'),
      status: 'GRANTED',
      filingDate: '2020-07-20',
      applicants: [{ code: '000114400' }],
      agents: [{ code: '100076598' }, { code: '100165607' }, { code: '100196690' }],
      publication: { displayNumber: '特開2021-090037', date: '2021-06-10' },
      priorityClaims: [
        { kind: 'DOMESTIC', date: '2019-11-21', number: '2019210418', application: { number: '2019210418' } },
      ],
      divisionalFamily: [],
      registration: {
        displayNumber: '特許第7533889号',
        registrationDate: '2024-08-05',
        nextAnnuityDueDate: '2027-08-05',
        lastAnnuityYear: 3,
        claimCount: 5,
        expirationDate: '2040-07-20',
      },
    })
    expect(application.citations).toHaveLength(13)
    expect(application.citations.slice(0, 6)).toEqual([
      { type: { code: '19' }, order: 1, displayNumber: '特開2002-233033', publicationNumber: '2002233033' },
      { type: { code: '19' }, order: 2, displayNumber: '特開2004-064039', publicationNumber: '2004064039' },
      { type: { code: '19' }, order: 3, displayNumber: '特開平4-087383', publicationNumber: '1992087383' },
      { type: { code: '19' }, order: 4, displayNumber: '特開昭60-046093', publicationNumber: '1985046093' },
      { type: { code: '19' }, order: 5, displayNumber: '特開平8-167522', publicationNumber: '1996167522' },
      { type: { code: '89' }, order: 1, displayNumber: '特開平9-074283', publicationNumber: '1997074283' },
    ])
    const documents = application.documents.nodes as {
      code: string
      date: string
      number: string
      text: string
      xml: string
    }[]
    expect(documents.filter(({ text }) => text).map(({ code, date, number }) => `${code} ${date} ${number}`)).toEqual([
      'A131 2024-02-27 06124084096',
      expect.stringMatching(/^A53 2024-04-24 \d{11}$/),
      expect.stringMatching(/^A523 2024-04-24 \d{11}$/),
      expect.stringMatching(/^A01 2024-07-09 \d{11}$/),
    ])
    expect(documents[0]?.text).toContain('起案日：2024年2月20日')
    expect(documents[0]?.text).toContain('５．特開平８－１６７５２２号公報')
    expect(documents[0]?.xml).toMatch(/^<\?xml/)
    expect(applicant.registeredName).toBe(recorded('applicant_attorney_cd-000003207.json', 'applicantAttorneyName'))
    expect(numberReference).toEqual({ applicationNumber: '2019013554', registrationNumber: '7193363' })
    expect(absent).toBeNull()
    expect(graph.calls()).toEqual([
      'APPLICANT_ATTORNEY_CD 000003207',
      'APP_DOC_CONT_OPINION_AMENDMENT 2020123456',
      'APP_DOC_CONT_REFUSAL_REASON_DECISION 2020123456',
      'APP_PROGRESS 2020123456',
      'APP_PROGRESS_SIMPLE 9999999999',
      'CASE_NUMBER_REFERENCE publication/2020123456',
      'CITE_DOC_INFO 2020123456',
      'REGISTRATION_INFO 2020123456',
    ])
  },
)
