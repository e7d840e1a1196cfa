/** The part of the graph that the workloads ask for, as the other contestants offer it: same names, same nullability. */
export const typeDefs = /* GraphQL */ `
  scalar ApplicationNumber
  scalar PublicationNumber
  scalar RegistrationNumber
  scalar ApplicantCode
  scalar LocalDate

  type Query {
    application(number: ApplicationNumber!): Application
    applications(numbers: [ApplicationNumber!]!): [Application]!
  }

  enum ApplicationStatus {
    PENDING
    PUBLISHED
    GRANTED
    REFUSED
    WITHDRAWN
    ABANDONED
    EXPIRED
    LAPSED
  }

  type Application {
    number: ApplicationNumber!
    displayNumber: String!
    inventionTitle: String
    filingDate: LocalDate
    status: ApplicationStatus
    registrationNumber: RegistrationNumber
    expirationDate: LocalDate
    applicants: [Applicant!]
    documents(first: Int, filter: DocumentFilter): ApplicationDocumentsConnection
    citations: [Citation!]
  }

  type Applicant {
    code: ApplicantCode
    name: String
  }

  input DocumentFilter {
    codes: [String!]
  }

  type ApplicationDocumentsConnection {
    totalCount: Int!
    nodes: [Document!]!
  }

  interface Document {
    code: String!
    name: String!
    number: String
    date: LocalDate
  }

  type NoticeOfReasonsForRefusal implements Document {
    code: String!
    name: String!
    number: String
    date: LocalDate
    text: String
  }

  type OtherDocument implements Document {
    code: String!
    name: String!
    number: String
    date: LocalDate
  }

  type CodedValue {
    code: String!
    label: String
  }

  interface Citation {
    type: CodedValue!
    order: Int!
  }

  type PatentCitation implements Citation {
    type: CodedValue!
    order: Int!
    displayNumber: String
    citedApplication: Application
  }
`
