import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { readBodies, type DocumentBody } from '../../../../src/sources/jpo/documents/bodies.ts'

const directory = process.env['SANDBOX_RECORDINGS'] ?? ''
const isThere = directory !== '' && existsSync(directory)
if (!isThere) console.info('Recorded archives are not read: SANDBOX_RECORDINGS names no directory with them.')

test('a CI run has the recordings', () => {
  if (process.env['CI'] === 'true') expect(isThere, 'SANDBOX_RECORDINGS must name a directory').toBe(true)
})

/** The public case 特願2020-123456; its documents name real people and stay where they are. */
describe.runIf(isThere)('archives recorded from the office', () => {
  async function recorded(endpoint: string): Promise<DocumentBody[]> {
    const bodies = await readBodies(readFileSync(join(directory, `${endpoint}-2020123456.zip`)), endpoint)
    return bodies.map((body) => {
      if ('failure' in body) throw body.failure
      return body
    })
  }
  const identities = (bodies: readonly DocumentBody[]) => bodies.map(({ number, code, name }) => [number, code, name])

  it('a notice: its facts and the five cited documents, as printed', async () => {
    const bodies = await recorded('app_doc_cont_refusal_reason')
    expect(identities(bodies)).toEqual([['06124084096', 'A131', '拒絶理由通知書']])
    const text = bodies[0]?.text ?? ''
    expect(text).toMatch(/^拒絶理由通知書\n\n特許出願の番号：特願2020-123456\n起案日：2024年2月20日\n特許庁審査官：/)
    expect(text).toContain(
      '適用条文\n　第３７条（単一性）\n　第２９条第１項第３号（新規性）\n　第２９条第２項（進歩性）\n　第３６条第６項第２号（明確性）\n',
    )
    expect(text).toContain(
      '＜引用文献等一覧＞\n１．特開２００２－２３３０３３号公報\n２．特開２００４－０６４０３９号公報\n３．特開平４－０８７３８３号公報\n' +
        '４．特開昭６０－０４６０９３号公報（周知技術を示す文献）\n５．特開平８－１６７５２２号公報（周知技術を示す文献）\n',
    )
    expect(text).toContain('\n・先行技術文献　　特開平９－０７４２８３号公報\n')
    expect(text).toMatch(/\n\n審査長／代理：.+\n審査官：.+$/)
  })

  it('a decision to grant: its memo with seven references', async () => {
    const bodies = await recorded('app_doc_cont_refusal_reason_decision')
    expect(identities(bodies)).toEqual([
      ['06124084096', 'A131', '拒絶理由通知書'],
      ['06124327784', 'A01', '特許査定'],
    ])
    const text = bodies[1]?.text ?? ''
    expect(text).toContain('起案日：2024年7月4日\n')
    expect(text).toContain('請求項の数：5\n')
    expect(text).toContain('\n\n　この出願については、拒絶の理由を発見しないから、特許査定をします。\n\n')
    expect(text).toContain('\n\n参考情報\n特許出願の番号：特願2020-123456\nＦＩ\n　H05K 1/11 B\n　H05K 1/02 J\n')
    expect(text.match(/^\u3000特開.+\u3000（ＪＰ，Ａ）$/gm)).toHaveLength(7)
  })

  it('an opinion and an amendment: what they answer, five claims, twenty amendments', async () => {
    const bodies = await recorded('app_doc_cont_opinion_amendment')
    expect(identities(bodies)).toEqual([
      ['52400900473', 'A523', null],
      ['52400900476', 'A53', null],
    ])
    const [amendment = '', opinion = ''] = bodies.map(({ text }) => text)
    expect(opinion).toMatch(/^【書類名】\u3000意見書\n【あて先】\u3000特許庁審査官\u3000/)
    expect(opinion).toContain(
      '\n【発送番号】　084096\n【意見の内容】\nＩ．拒絶理由の要点\n　特願２０１９－２１０４１８',
    )
    expect(opinion).toContain('　【電話番号】　（省略）\n')
    expect(amendment).toMatch(/^【書類名】\u3000手続補正書\n/)
    expect(amendment.match(/^【請求項[１-５]】\n\u3000/gm)).toHaveLength(5)
    expect(amendment.match(/^【手続補正[０-９]+】\n\u3000【補正対象書類名】/gm)).toHaveLength(20)
    expect(amendment).toContain('【発明の名称】　立体配線構造体の製造方法\n')
    expect(amendment).toContain('　【補正対象項目名】　０００７\n　【補正方法】　削除\n【手続補正５】')
    expect(amendment).toContain(
      '　【補正の内容】\n【００１７】\n　上記課題を解決するための手段のうち、本発明の第１の手段は、\n　金型の',
    )
  })

  it('leave nothing of the letters out', async () => {
    for (const endpoint of ['app_doc_cont_refusal_reason_decision', 'app_doc_cont_opinion_amendment']) {
      for (const { xml, text } of await recorded(endpoint)) {
        const running = xml.match(/[^<>]{12,}(?=<)/g) ?? []
        const missing = running
          .map((words) => words.replaceAll('&#160;', ' ').trim())
          .filter((words) => /[ぁ-ん]/.test(words) && !text.includes(words))
        expect(missing).toEqual([])
      }
    }
  })
})
