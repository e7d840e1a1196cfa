import { describe, expect, it } from 'vitest'
import { UpstreamContract } from '../../../../src/errors.ts'
import { readBodies, type BrokenBody, type DocumentBody } from '../../../../src/sources/jpo/documents/bodies.ts'
import { field, officeBytes, patched, sjis, zipOf } from './office-zip.ts'

const endpoint = 'APP_DOC_CONT_OPINION_AMENDMENT'
const picture = Buffer.from('II*\0')
const opinion = officeBytes('a53-opinion.xml')

async function bodiesOf(files: Readonly<Record<string, Uint8Array>>) {
  return readBodies(await zipOf(files), endpoint)
}

function whole(body: DocumentBody | BrokenBody | undefined): DocumentBody {
  if (!body || 'failure' in body) throw new Error(body?.failure.message ?? 'no body')
  return body
}

const identities = (bodies: readonly (DocumentBody | BrokenBody)[]) => bodies.map(({ number, code }) => [number, code])

describe('documents of an archive', () => {
  it('in folders (filings), with their pictures, by number', async () => {
    const bodies = await bodiesOf({
      'A53_52300999102/': Buffer.alloc(0),
      'A53_52300999102/JPOXMLDOC01-jpbibl.xml': opinion,
      'A53_52300999102/JPOXMLDOC01-jpbibl-I000001.tif': picture,
      'A523_52300999101/JPOXMLDOC01-jpbibl.xml': officeBytes('a523-amendment-claims-description.xml'),
    })
    expect(identities(bodies)).toEqual([
      ['52300999101', 'A523'],
      ['52300999102', 'A53'],
    ])
    const body = whole(bodies[1])
    expect(body).toMatchObject({ name: null, images: [{ fileName: 'JPOXMLDOC01-jpbibl-I000001.tif' }] })
    expect(body.images.map(({ bytes }) => Buffer.from(bytes))).toEqual([picture])
    expect(body.xml).toMatch(/^<\?xml version="1.0" encoding="Shift_JIS"\?>\r\n/)
    expect(body.xml).toContain('<jp:name>▲高▼橋　架空</jp:name>\r\n')
    expect(body.text).toMatch(/^【書類名】\u3000意見書\n/)
    expect(body.root.name).toBe('jp:pat-rspns')
  })

  it('flat (notices), each picture with its own number', async () => {
    const bodies = await bodiesOf({
      '06124999055-jpntce.xml': officeBytes('a01-rn-decision-to-grant.xml'),
      '06123999001-jpntce-I000001.tif': picture,
      '06123999001-jpntce.xml': officeBytes('a131-rn-first-notice.xml'),
      '06110999002-jpntce.xml': officeBytes('a131-first-generation.xml'),
      '06124999033-jpntce.xml': officeBytes('a191-rn-declining-the-amendment.xml'),
    })
    expect(bodies.map(whole).map(({ number, code, name, images }) => [number, code, name, images.length])).toEqual([
      ['06110999002', 'A131', '拒絶理由通知書', 0],
      ['06123999001', 'A131', '拒絶理由通知書', 1],
      ['06124999033', 'A191', '補正の却下の決定', 0],
      ['06124999055', 'A01', '特許査定', 0],
    ])
  })

  it('with the pictures that they name where these lie apart, and none of another document', async () => {
    const xml = (name: string) => sjis(`<n><p>見本<img file="${name}"/></p></n>`)
    const bodies = await bodiesOf({
      '06123999001-jpntce.xml': xml('06123999001-JPNTCE-I000001.TIF'),
      '06123999002-jpntce.xml': xml('06123999003-jpntce-I000001.tif'),
      '06123999003-jpntce.xml': xml('none.tif'),
      '06123999003-jpntce-I000001.tif': picture,
      'pictures/06123999001-jpntce-I000001.tif': picture,
      'pictures/06123999001-jpntce-I000002.tif': picture,
    })
    expect(bodies.map(whole).map(({ images }) => images.map(({ fileName }) => fileName))).toEqual([
      ['06123999001-jpntce-I000001.tif'],
      [],
      ['06123999003-jpntce-I000001.tif'],
    ])
  })

  it('with attached papers: their text after a blank line, their pictures among its own', async () => {
    const folder = 'A53_52300999101'
    const [alone] = await bodiesOf({ [`${folder}/JPOXMLDOC01-jpbibl.xml`]: opinion })
    const bodies = await bodiesOf({
      [`${folder}/JPOXMLDOC01-jpatta.xml`]: officeBytes('attached-paper.xml'),
      [`${folder}/JPOXMLDOC01-jpatta-I000001.tif`]: picture,
      [`${folder}/JPOXMLDOC01-jpbibl.xml`]: opinion,
    })
    expect(bodies).toHaveLength(1)
    const body = whole(bodies[0])
    expect(body.text).toBe(
      `${whole(alone).text}\n\n【物件名】\u3000架空試験成績書\n〔画像: JPOXMLDOC01-jpatta-I000001.tif〕`,
    )
    expect(body).toMatchObject({
      code: 'A53',
      root: { localName: 'pat-rspns' },
      images: [{ fileName: 'JPOXMLDOC01-jpatta-I000001.tif' }],
    })
  })

  it('without a number at the end, by file name', async () => {
    const amendment = officeBytes('a523-amendment-single-claim-and-fee.xml')
    const bodies = await bodiesOf({
      'other/y.xml': amendment,
      'another.xml': opinion,
      'A53_52300999101/x.xml': opinion,
    })
    expect(identities(bodies)).toEqual([
      ['52300999101', 'A53'],
      [null, 'A53'],
      [null, 'A523'],
    ])
  })

  it('none of them: not understood, for then the office answers in JSON', async () => {
    await expect(bodiesOf({})).rejects.toThrow(new UpstreamContract(endpoint, 'the archive holds no document'))
    await expect(bodiesOf({ 'P.HTM': picture, 'stray.tif': picture })).rejects.toThrow(UpstreamContract)
    await expect(readBodies(Buffer.from('{"result":{}}'), endpoint)).rejects.toThrow(UpstreamContract)
  })
})

describe('the code of a document', () => {
  const nameless = (inside: string) =>
    sjis(`<jp:pat-etc xmlns:jp="x"><jp:etcetera>${inside}</jp:etcetera></jp:pat-etc>`)

  const wrapped =
    '<jp:cpy-notice-pat-exam-rn xmlns:jp="x"><jp:dispatch-control-article/><jp:notice-pat-exam-rn>' +
    '<jp:examiner-notification-a2999-rn/></jp:notice-pat-exam-rn></jp:cpy-notice-pat-exam-rn>'

  it.each([
    ['its variant element before its folder', 'A51_52300999101/x.xml', opinion, 'A53'],
    ['its folder, in whatever case', 'a51_52300999101/x.xml', nameless(''), 'A51'],
    [
      'its variant element, not one it contains',
      'x.xml',
      officeBytes('a523-amendment-single-claim-and-fee.xml'),
      'A523',
    ],
    ['its variant element below the wrapper', 'x.xml', sjis(wrapped), 'A2999'],
    [
      'its folder before what it says',
      'A51_52300999101/x.xml',
      nameless('<jp:document-code>A1523</jp:document-code>'),
      'A51',
    ],
    [
      'its document code without the law digit',
      'x.xml',
      nameless('<jp:document-code>A1523</jp:document-code>'),
      'A523',
    ],
    ['its name', 'x.xml', nameless('<jp:document-name>拒絶査定</jp:document-name>'), 'A02'],
    ['nothing, for a name we do not know', 'x.xml', nameless('<jp:document-name>見本</jp:document-name>'), null],
    ['nothing', 'x.xml', nameless(''), null],
  ])('is of %s', async (_, path, bytes, code) => {
    expect((await bodiesOf({ [path]: bytes })).map((body) => whole(body).code)).toEqual([code])
  })
})

describe('one bad file', () => {
  it.each([
    ['truncated XML', opinion.subarray(0, 900), 'it is not well-formed XML'],
    ['crossed tags', sjis('<a><b></a></b>'), 'it is not well-formed XML'],
    ['an entity', sjis('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'), 'it declares an entity'],
    ['101 levels', sjis('<a>'.repeat(101) + '</a>'.repeat(101)), 'it is not XML we take'],
    ['a reserved name', sjis('<a><__proto__/></a>'), 'it is not XML we take'],
    ['an empty file', new Uint8Array(), 'it is not well-formed XML'],
  ])('(%s) fails its document, named, and no other', async (_, bytes, reason) => {
    const path = 'A53_52300999101/JPOXMLDOC01-jpbibl.xml'
    const [first, second] = await bodiesOf({ [path]: bytes, 'A53_52300999102/JPOXMLDOC01-jpbibl.xml': opinion })
    expect(first).toEqual({
      number: '52300999101',
      code: 'A53',
      failure: expect.any(UpstreamContract) as UpstreamContract,
    })
    expect(first && 'failure' in first && first.failure.message).toContain(`${endpoint}/${path}: ${reason}`)
    expect(whole(second).number).toBe('52300999102')
  })

  it('among its pictures or attached papers fails the document too: what is shown is complete', async () => {
    const folder = 'A53_52300999101'
    const attached = await bodiesOf({ [`${folder}/a-jpbibl.xml`]: opinion, [`${folder}/a-jpatta.xml`]: sjis('<a>') })
    const zip = await zipOf({ [`${folder}/a-jpbibl.xml`]: opinion, [`${folder}/a.tif`]: picture, 'b.xml': opinion })
    const pictures = await readBodies(
      patched(zip, `${folder}/a.tif`, field.crc, (crc) => crc ^ 1),
      endpoint,
    )
    expect([...attached, ...pictures].map((body) => 'failure' in body)).toEqual([true, true, false])
  })

  it('that comes twice fails the document: nobody knows which is meant', async () => {
    const [first, second] = await bodiesOf({
      'A53_52300999101/x.xml': opinion,
      'a53_52300999101/X.XML': opinion,
      'A53_52300999102/x.xml': opinion,
    })
    expect(first).toMatchObject({
      number: '52300999101',
      code: 'A53',
      failure: { message: expect.stringContaining('its name comes twice') as string },
    })
    expect(whole(second).number).toBe('52300999102')
  })
})
