import { anyBytes, type Mutation } from './bytes.ts'
import { pick, type Random } from './random.ts'

const localHeader = 0x04034b50
const directoryRecord = 0x02014b50
const directoryEnd = 0x06054b50

/** What can happen to an archive besides (APPNOTE 4.3). */
export const archiveMutations: Readonly<Record<string, Mutation>> = {
  ...anyBytes,
  'an entry listed twice'(zip, random) {
    const at = anyOf(zip, random, directoryRecord)
    if (at < 0) return zip
    const end = at + 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30)
    const record = zip.subarray(at, end)
    const copies = 1 + random(3)
    const grown = Buffer.concat([
      zip.subarray(0, end),
      ...Array.from({ length: copies }, () => record),
      zip.subarray(end),
    ])
    return withMoreEntries(grown, copies, record.length * copies)
  },
  'a number in a header': (zip, random) => withNumber(zip, random, anyOf(zip, random, localHeader), 30),
  'a number in the directory': (zip, random) => withNumber(zip, random, anyOf(zip, random, directoryRecord), 46),
  'a number at the end': (zip, random) => withNumber(zip, random, zip.lastIndexOf(signature(directoryEnd)), 22),
  'entries that share their bytes'(zip, random) {
    const copy = Buffer.from(zip)
    const [one, other] = [anyOf(copy, random, directoryRecord), anyOf(copy, random, directoryRecord)]
    if (one >= 0 && other >= 0) copy.copy(copy, one + 42, other + 42, other + 46)
    return copy
  },
  'another name'(zip, random) {
    const copy = Buffer.from(zip)
    const at = anyOf(copy, random, directoryRecord)
    if (at < 0) return copy
    const name = pick(random, [
      '../../etc/passwd',
      '/etc/passwd',
      'c:\\x',
      '\0\0\0',
      'A53_52300999101/',
      '\x88\xc0',
      '//',
    ])
    copy.write(name, at + 46, Math.min(name.length, copy.readUInt16LE(at + 28)), 'latin1')
    return copy
  },
}

function signature(number: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(number)
  return bytes
}

/** One of the places where a record begins and has room to end; -1 where there is none. */
function anyOf(zip: Buffer, random: Random, record: number): number {
  const places: number[] = []
  for (let at = zip.indexOf(signature(record)); at >= 0; at = zip.indexOf(signature(record), at + 4)) places.push(at)
  const whole = places.filter((at) => at + 46 <= zip.length)
  return whole[random(Math.max(1, whole.length))] ?? -1
}

function withNumber(zip: Buffer, random: Random, at: number, length: number): Buffer {
  const copy = Buffer.from(zip)
  if (at < 0 || at + length > copy.length) return copy
  const place = at + 4 + random(length - 7)
  const value = pick(random, [0, 1, 8, 9, 0xff, 0xffff, 0x7fffffff, 0xffffffff, random(0x10000)])
  if (random(2) === 0) copy.writeUInt16LE(value & 0xffff, place)
  else copy.writeUInt32LE(value >>> 0, place)
  return copy
}

function withMoreEntries(zip: Buffer, count: number, bytes: number): Buffer {
  const at = zip.lastIndexOf(signature(directoryEnd))
  if (at < 0 || at + 22 > zip.length) return zip
  for (const place of [8, 10]) zip.writeUInt16LE((zip.readUInt16LE(at + place) + count) & 0xffff, at + place)
  zip.writeUInt32LE((zip.readUInt32LE(at + 12) + bytes) >>> 0, at + 12)
  return zip
}
