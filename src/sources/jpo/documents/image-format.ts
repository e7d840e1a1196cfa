/** By the first bytes, not by the name (xml.md §6.4); null for what the office has never sent. */
export function imageFormat(bytes: Uint8Array): 'tiff' | 'jpeg' | null {
  const [a, b, c, d] = bytes
  if (a === 0xff && b === 0xd8 && c === 0xff) return 'jpeg'
  const isLittle = a === 0x49 && b === 0x49 && c === 42 && d === 0
  const isBig = a === 0x4d && b === 0x4d && c === 0 && d === 42
  return isLittle || isBig ? 'tiff' : null
}
