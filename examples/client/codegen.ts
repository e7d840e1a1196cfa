import type { CodegenConfig } from '@graphql-codegen/cli'

const config: CodegenConfig = {
  schema: '../../schema.graphql',
  documents: ['main.ts', 'panels/*.ts'],
  generates: {
    './generated/': {
      preset: 'client',
      // generated/persisted-documents.json is what TRUSTED_DOCUMENTS reads.
      presetConfig: { persistedDocuments: true },
      config: {
        documentMode: 'string',
        enumType: 'string-literal',
        importExtension: '.ts',
        useTypeImports: true,
        strictScalars: true,
        scalars: {
          ApplicantCode: 'string',
          ApplicationNumber: 'string',
          DateTime: 'string',
          JSON: 'unknown',
          LocalDate: 'string',
          PublicationNumber: 'string',
          RegistrationNumber: 'string',
        },
      },
    },
  },
}

export default config
