/** The operations as they are asked of a gateway whose fields are the paths of the office's API. */

const basicData = 'applicationNumber inventionTitle filingDate registrationNumber expireDate'

interface OverRest {
  readonly query: string
  readonly variables: (numbers: readonly string[]) => object
}

const ofOne = (query: string): OverRest => ({ query, variables: ([number]) => ({ number }) })

export const basics = ofOne(
  `query Basics($number: String!) { appProgressSimple(number: $number) { result { statusCode data { ${basicData} } } } }`,
)

export const file = ofOne(`query File($number: String!) {
  appProgressSimple(number: $number) {
    result {
      data {
        applicationNumber
        inventionTitle
        applicantAttorney { applicantAttorneyCd name applicantAttorneyClass }
        bibliographyInformation { documentList { documentCode documentDescription documentNumber legalDate } }
      }
    }
  }
  citeDocInfo(number: $number) {
    result { data { patentDoc { citationType citationOrder documentNumber citedApplication { applicationNumber inventionTitle } } } }
  }
}`)

/** The office has no path for several applications: each is a field of its own. */
export function many(count: number): OverRest {
  const places = Array.from({ length: count }, (_, place) => place)
  const declared = places.map((place) => `$n${place}: String!`).join(', ')
  const fields = places.map(
    (place) => `a${place}: appProgressSimple(number: $n${place}) { result { data { ${basicData} } } }`,
  )
  return {
    query: `query Many(${declared}) {\n  ${fields.join('\n  ')}\n}`,
    variables: (numbers) => Object.fromEntries(numbers.map((number, place) => [`n${place}`, number])),
  }
}
