/** What a client would rather have, as its Accept-… header says (RFC 9110 §12.4.2): the best first, refused ones left out. */
export function preferences(header: string | undefined): readonly string[] {
  const said = (header ?? '').split(',').flatMap((part, place) => {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    const weight = parameters.find((text) => text.startsWith('q='))?.slice(2)
    const quality = weight === undefined ? 1 : Number(weight)
    return name && quality > 0 ? [{ name, quality, place }] : []
  })
  return said.toSorted((a, b) => b.quality - a.quality || a.place - b.place).map(({ name }) => name)
}
