import { describe, expect, test } from 'vitest'
import { visit } from './visitor.ts'

describe('the envelope', () => {
  test('is compact UTF-8 JSON whose keys have the order of the wire, without a charset', async () => {
    const { get } = await visit()
    const reply = await get('applicant_attorney_cd/900000101')
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(await reply.text()).toBe(
      '{"result":{"statusCode":"100","errorMessage":"","remainAccessCount":"999","data":{"applicantAttorneyName":"架空電機株式会社"}}}',
    )
  })

  test('of a refusal has empty data and, where nothing is counted, no counter', async () => {
    const { get } = await visit()
    expect(await (await get('app_progress/9999999999')).text()).toBe(
      '{"result":{"statusCode":"107","errorMessage":"該当するデータがありません。","remainAccessCount":"999","data":{}}}',
    )
    expect(await (await get('case_number_reference/publication/1985000101')).text()).toBe(
      '{"result":{"statusCode":"111","errorMessage":"提供対象外の案件番号のため取得できませんでした。","remainAccessCount":"","data":{}}}',
    )
  })
})

describe('a number that nobody has', () => {
  test.each([
    'app_progress/2020000199',
    'app_progress_simple/2020000199',
    'divisional_app_info/2020000199',
    'priority_right_app_info/2020000199',
    'applicant_attorney_cd/999999999',
    'applicant_attorney/' + encodeURIComponent('架空'),
    'case_number_reference/application/2020000199',
    'case_number_reference/registration/7999999',
    'app_doc_cont_opinion_amendment/2020000199',
    'app_doc_cont_refusal_reason_decision/2020000199',
    'app_doc_cont_refusal_reason/2020000199',
    'cite_doc_info/2020000199',
    'registration_info/2020000199',
    'app_progress/特願2020-000101',
  ])('%s is answered 107, which is counted', async (path) => {
    const { ask } = await visit()
    expect(await ask(path)).toMatchObject({ statusCode: '107', remainAccessCount: '999', data: {} })
  })
})

describe('a case without', () => {
  test('family or priorities is a success with empty lists', async () => {
    const { ask } = await visit()
    expect(await ask('divisional_app_info/2025000151')).toMatchObject({
      statusCode: '100',
      data: { applicationNumber: '2025000151', parentApplicationInformation: {}, divisionalApplicationInformation: [] },
    })
    expect(await ask('priority_right_app_info/2025000151')).toMatchObject({
      statusCode: '100',
      data: { applicationNumber: '2025000151', priorityRightInformation: [] },
    })
  })

  test('citations or registration is 107; without documents 108', async () => {
    const { ask } = await visit()
    expect((await ask('cite_doc_info/2025000151')).statusCode).toBe('107')
    expect((await ask('registration_info/2025000151')).statusCode).toBe('107')
    expect(await ask('app_doc_cont_refusal_reason/2025000151')).toMatchObject({
      statusCode: '108',
      errorMessage: '該当する書類実体がありません。',
      remainAccessCount: '999',
    })
  })

  test('deliverable bodies is 108 even if its list names them', async () => {
    const { ask } = await visit()
    const zips = ['opinion_amendment', 'refusal_reason_decision', 'refusal_reason']
    const codes = await Promise.all(zips.map(async (it) => (await ask(`app_doc_cont_${it}/2020000112`)).statusCode))
    expect(codes).toEqual(['108', '108', '108'])
  })
})

describe('number reference', () => {
  test('takes the same digits for different cases by their kind', async () => {
    const { ask } = await visit()
    expect((await ask('case_number_reference/application/2020000101')).data).toEqual({
      applicationNumber: '2020000101',
      publicationNumber: '2021000101',
      nationalPublicationNumber: '',
      registrationNumber: '7900101',
      internationalPublicationNumber: '',
    })
    expect((await ask('case_number_reference/publication/2020000101')).data['applicationNumber']).toBe('2020000123')
  })

  test('finds 公表 under publication', async () => {
    const { ask } = await visit()
    expect((await ask('case_number_reference/publication/2021524132')).data).toEqual({
      applicationNumber: '2021512132',
      publicationNumber: '',
      nationalPublicationNumber: '2021524132',
      registrationNumber: '7900132',
      internationalPublicationNumber: 'WO2019229132',
    })
  })

  test.each(['application/202000101', 'application/2020000101x', 'registration/79001010', 'patent/2020000101'])(
    'answers 204 to %s and does not count it',
    async (key) => {
      const { ask, sandbox } = await visit()
      expect(await ask(`case_number_reference/${key}`)).toMatchObject({ statusCode: '204', remainAccessCount: '' })
      expect(sandbox.used('CASE_NUMBER_REFERENCE')).toBe(0)
    },
  )
})

describe('registration', () => {
  test('tells the appeal decision that granted a patent, and pads its counts', async () => {
    const { ask } = await visit()
    expect((await ask('registration_info/2019000106')).data).toEqual({
      applicationNumber: '2019000106',
      filingDate: '20190204',
      registrationNumber: '7900106',
      registrationDate: '20220523',
      decisionDate: '',
      appealTrialDecisiondDate: '20220329',
      rightPersonInformation: [{ rightPersonCd: '900000101', rightPersonName: '架空電機株式会社' }],
      inventionTitle: '電力変換器の冷却構造',
      numberOfClaims: '003',
      expireDate: '20390204',
      nextPensionPaymentDate: '20270523',
      lastPaymentYearly: '05',
      erasureIdentifier: '00',
      disappearanceDate: '',
      updateDate: '20260514',
    })
  })

  test('of a divisional ends with the term of its oldest ancestor', async () => {
    const { ask } = await visit()
    const { filingDate, expireDate } = (await ask('registration_info/2018000122')).data
    expect([filingDate, expireDate]).toEqual(['20180319', '20360615'])
  })

  test('of the state has nothing paid and nothing due', async () => {
    const { ask } = await visit()
    const { lastPaymentYearly, nextPensionPaymentDate } = (await ask('registration_info/2017000144')).data
    expect([lastPaymentYearly, nextPensionPaymentDate]).toEqual(['00', ''])
  })
})

describe('names', () => {
  test('are found exactly, and one may have several codes', async () => {
    const { ask } = await visit()
    const name = '架空精機株式会社'
    expect((await ask(`applicant_attorney/${encodeURIComponent(name)}`)).data).toEqual({
      applicantAttorney: [
        { applicantAttorneyCd: '900000105', name },
        { applicantAttorneyCd: '900000106', name },
      ],
    })
    expect((await ask(`applicant_attorney/${encodeURIComponent(name.slice(0, 4))}`)).statusCode).toBe('107')
  })

  test.each(['\t', ',', ':', ';', '|'])('with %j are answered 208', async (character) => {
    const { ask } = await visit()
    expect(await ask(`applicant_attorney/${encodeURIComponent(`架空${character}`)}`)).toMatchObject({
      statusCode: '208',
      errorMessage: '「タブ文字、,、 :、|」の文字は利用できません。',
      remainAccessCount: '',
    })
  })

  test('may hold a percent-encoded slash, while a bare one is another path', async () => {
    const { get, sandbox } = await visit()
    expect((await get('applicant_attorney/a%2Fb')).status).toBe(200)
    expect((await get('applicant_attorney/a/b')).status).toBe(404)
    expect(sandbox.calls.map(({ key, statusCode }) => [key, statusCode])).toEqual([['a/b', '107']])
  })
})

describe('garbage', () => {
  test('below the API is 301 in 404, unreadable 400, and elsewhere 404', async () => {
    const { get, sandbox } = await visit()
    const unknown = await get('family/2020000101')
    expect([unknown.status, await unknown.text()]).toEqual([
      404,
      '{"result":{"statusCode":"301","errorMessage":"指定された特許情報取得APIのURLは存在しません。","remainAccessCount":"","data":{}}}',
    ])
    expect((await get('app_progress/%E3%81')).status).toBe(400)
    expect((await get('app_progress/')).status).toBe(404)
    expect((await fetch(`${sandbox.origin}/`)).status).toBe(404)
    expect((await fetch(`${sandbox.origin}/api/patent/v1/app_progress/2020000101`, { method: 'POST' })).status).toBe(
      400,
    )
    expect(sandbox.calls).toEqual([])
  })
})

test('the log tells each call in order, with its decoded key', async () => {
  const { get, sandbox, clock } = await visit()
  await get('app_progress/2020000101')
  clock.advance(5)
  await get('app_doc_cont_refusal_reason/2020000101')
  await get('applicant_attorney/' + encodeURIComponent('架空電機株式会社'), 'Bearer nonsense')
  const at = clock.now()
  expect(sandbox.calls).toEqual([
    { at: at - 5, endpoint: 'APP_PROGRESS', key: '2020000101', httpStatus: 200, statusCode: '100', answered: true },
    { at, endpoint: 'APP_DOC_CONT_REFUSAL_REASON', key: '2020000101', httpStatus: 200, statusCode: '', answered: true },
    { at, endpoint: 'APPLICANT_ATTORNEY', key: '架空電機株式会社', httpStatus: 401, statusCode: '210', answered: true },
  ])
  sandbox.forget()
  expect([sandbox.calls, sandbox.tokenRequests, sandbox.used('APP_PROGRESS')]).toEqual([[], [], 1])
})
