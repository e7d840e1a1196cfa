/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query CasePage($number: ApplicationNumber!) {\n    application(number: $number) {\n      ...CaseHeader\n      ...OwnersPanel\n    }\n  }\n": typeof types.CasePageDocument,
    "\n  fragment CaseHeader on Application {\n    displayNumber\n    inventionTitle\n    status\n    filingDate\n    applicants {\n      name\n    }\n  }\n": typeof types.CaseHeaderFragmentDoc,
    "\n  fragment OwnersPanel on Application {\n    registration {\n      displayNumber\n      rightHolders {\n        name\n      }\n      nextAnnuityDueDate\n      expirationDate\n      freshness {\n        retrievedAt\n        state\n      }\n    }\n  }\n": typeof types.OwnersPanelFragmentDoc,
};
const documents: Documents = {
    "\n  query CasePage($number: ApplicationNumber!) {\n    application(number: $number) {\n      ...CaseHeader\n      ...OwnersPanel\n    }\n  }\n": types.CasePageDocument,
    "\n  fragment CaseHeader on Application {\n    displayNumber\n    inventionTitle\n    status\n    filingDate\n    applicants {\n      name\n    }\n  }\n": types.CaseHeaderFragmentDoc,
    "\n  fragment OwnersPanel on Application {\n    registration {\n      displayNumber\n      rightHolders {\n        name\n      }\n      nextAnnuityDueDate\n      expirationDate\n      freshness {\n        retrievedAt\n        state\n      }\n    }\n  }\n": types.OwnersPanelFragmentDoc,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CasePage($number: ApplicationNumber!) {\n    application(number: $number) {\n      ...CaseHeader\n      ...OwnersPanel\n    }\n  }\n"): typeof import('./graphql.ts').CasePageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CaseHeader on Application {\n    displayNumber\n    inventionTitle\n    status\n    filingDate\n    applicants {\n      name\n    }\n  }\n"): typeof import('./graphql.ts').CaseHeaderFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OwnersPanel on Application {\n    registration {\n      displayNumber\n      rightHolders {\n        name\n      }\n      nextAnnuityDueDate\n      expirationDate\n      freshness {\n        retrievedAt\n        state\n      }\n    }\n  }\n"): typeof import('./graphql.ts').OwnersPanelFragmentDoc;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
