import { UpstreamContract } from '../../../errors.ts'
import { identify } from './identity.ts'
import { readText } from './text.ts'
import type { XmlElement } from './tree.ts'
import { readXml } from './xml.ts'

/** The XML files of one document as they came. */
export interface Sheets {
  readonly endpoint: string
  /** Of the file that names the document. */
  readonly path: string
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
}

/** What is read from them: plain data that one thread can hand to another. */
export interface Reading {
  /** 書類番号, 11 digits: the key that joins it to app_progress. */
  readonly number: string | null
  /** A131, A53 …, as app_progress has it. */
  readonly code: string | null
  /** 書類名, which notices have and filings do not. */
  readonly name: string | null
  /** As the office sent it, decoded to Unicode; its declaration may still say Shift_JIS. */
  readonly xml: string
  /** What a person would read, attached papers at the end. */
  readonly text: string
  readonly root: XmlElement
  /** The root, then those of attached papers. */
  readonly papers: readonly XmlElement[]
}

/** An UpstreamContract as data: an error does not cross from thread to thread as what it is. */
export interface Unreadable {
  readonly where: string
  readonly reason: string
}

export function readSheets({ endpoint, path, files }: Sheets): Reading | Unreadable {
  try {
    const sheets = files.map(({ name, bytes }) => readXml(bytes, `${endpoint}/${name}`))
    const [main, ...attached] = sheets.toSorted((a, b) => Number(isAttached(a)) - Number(isAttached(b)))
    if (!main) throw new UpstreamContract(`${endpoint}/${path}`, 'it has no XML')
    const papers = [main, ...attached].map(({ root }) => root)
    return {
      ...identify(path, main.root),
      xml: main.xml,
      text: papers.map(readText).join('\n\n'),
      root: main.root,
      papers,
    }
  } catch (failure) {
    if (!(failure instanceof UpstreamContract)) throw failure
    return { where: failure.extensions.where, reason: failure.reason }
  }
}

/** 添付書類: papers handed in with a filing, in a second XML of its folder. */
function isAttached({ root }: { root: XmlElement }): boolean {
  return root.localName === 'attaching-document'
}
