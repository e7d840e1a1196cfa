/** The office's API as a team would describe it to a gateway: what the workloads need of it, in OpenAPI 3. */
export function officeApi(origin: string): object {
  return {
    openapi: '3.0.0',
    info: { title: '特許情報取得API', version: '1' },
    servers: [{ url: `${origin}/api/patent/v1` }],
    paths: {
      '/app_progress_simple/{number}': get('appProgressSimple', ['number'], progress),
      '/cite_doc_info/{number}': get('citeDocInfo', ['number'], citations),
      '/case_number_reference/{kind}/{number}': get('caseNumberReference', ['kind', 'number'], numbers),
    },
  }
}

const text = { type: 'string' }
const list = (items: object) => ({ type: 'array', items })

function object(title: string, properties: Record<string, object>): object {
  return { type: 'object', title, properties }
}

const texts = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, text]))

const progress = object('Progress', {
  ...texts('applicationNumber', 'inventionTitle', 'filingDate', 'registrationNumber', 'expireDate', 'publicationDate'),
  applicantAttorney: list(object('Person', texts('applicantAttorneyCd', 'name', 'applicantAttorneyClass'))),
  bibliographyInformation: list(
    object('DocumentGroup', {
      ...texts('numberType', 'number'),
      documentList: list(
        object('ListedDocument', texts('legalDate', 'documentCode', 'documentDescription', 'documentNumber')),
      ),
    }),
  ),
})

const citations = object('Citations', {
  ...texts('applicationNumber'),
  patentDoc: list(object('PatentDocument', texts('draftDate', 'citationType', 'citationOrder', 'documentNumber'))),
})

const numbers = object('Numbers', texts('applicationNumber', 'publicationNumber', 'registrationNumber'))

function get(operationId: string, parameters: readonly string[], data: object): object {
  const result = object(`${operationId}Result`, { ...texts('statusCode', 'errorMessage', 'remainAccessCount'), data })
  const schema = object(`${operationId}Answer`, { result })
  return {
    get: {
      operationId,
      parameters: parameters.map((name) => ({ name, in: 'path', required: true, schema: text })),
      responses: { 200: { description: 'found or not', content: { 'application/json': { schema } } } },
    },
  }
}

/** 2012000123 of JPA 424000123, which is of 平成24: the gateway and whoever asks by hand have to know. */
export function publicationOf(documentNumber: string): string {
  const [, year = '', serial = ''] = /^JPA 4(\d\d)(\d{6})$/.exec(documentNumber) ?? []
  return `${1988 + Number(year)}${serial}`
}
