import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { type Reading, readSheets, type Sheets } from './sheets.ts'

/** A reading that is light to keep. */
export interface LightReading extends Reading {
  /** Bytes of memory, about. */
  readonly weight: number
}

/** What is read of a character of XML: tree, text and source, measured (docs/decisions/0008). */
const bytesOfCharacter = 16
/** Of the functions and fields that stand for what is not kept. */
const bytesOfReading = 1024

/** With its tree, which takes most of it: a document that is read in a thread must not be read again on the event loop. */
export function withTree(reading: Reading): LightReading {
  return { ...reading, weight: bytesOfReading + reading.xml.length * bytesOfCharacter }
}

/**
 * With its text, and in place of tree and XML the files they came from, packed: a tenth of the memory. Whoever asks for
 * the tree has it read again, in a few milliseconds; it stays until garbage is collected, so one operation reads it once.
 * The first tree is let go at once: held weakly it would outlive the young heap, and a thousand of them fill the old one.
 */
export function withoutTree(reading: Reading, { endpoint, path, files }: Sheets): LightReading {
  const { number, code, name, text } = reading
  const packed = files.map((file) => ({ name: file.name, bytes: deflateRawSync(file.bytes, { level: 1 }) }))
  const unpacked = () => packed.map((file) => ({ name: file.name, bytes: inflateRawSync(file.bytes) }))
  let seen: WeakRef<Reading> | undefined

  function whole(): Reading {
    const kept = seen?.deref()
    if (kept) return kept
    const again = readSheets({ endpoint, path, files: unpacked() })
    if ('reason' in again) throw new Error(`${again.where} was read before, and now ${again.reason}`)
    seen = new WeakRef(again)
    return again
  }

  return {
    number,
    code,
    name,
    text,
    get xml() {
      return whole().xml
    },
    get root() {
      return whole().root
    },
    get papers() {
      return whole().papers
    },
    weight: packed.reduce((sum, { bytes }) => sum + bytes.length, bytesOfReading + text.length * 2),
  }
}
