import type { DocumentNode, GraphQLError, ParseOptions, Source } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { excessesIn, parseWithin } from '../../limits/document.ts'
import type { Limits } from '../../limits/limits.ts'
import { Refusal } from '../../limits/refusal.ts'
import { coercedVariables, refusalBy } from '../../schema/argument-checks.ts'
import { tooManyValues } from '../../schema/complexity.ts'

/** Operations that ask for more than one answer gives are refused as soon as that is known, and before they are validated. */
export function limitOperations(limits: Limits): Plugin {
  /** By documents, which are remembered themselves. */
  const known = new WeakMap<DocumentNode, readonly GraphQLError[]>()

  function refusalsOf(document: DocumentNode): readonly GraphQLError[] {
    const refusals = known.get(document) ?? excessesIn(document, limits).map(refusalBy)
    known.set(document, refusals)
    return refusals
  }

  return {
    onParse({ setParseFn }) {
      setParseFn((source: string | Source, options?: ParseOptions) => parseWithin(source, limits, options))
      return ({ result }) => {
        // Thrown here, it keeps its status; what does not parse is a 200 to those who accept application/json.
        if (result instanceof Refusal) throw refusalBy(result)
      }
    },
    onValidate({ params, setResult }) {
      const refusals = refusalsOf(params.documentAST as DocumentNode)
      if (refusals.length > 0) setResult(refusals)
    },
    onExecute({ args, setResultAndStopExecution }) {
      const refusal = coercedVariables(args) && tooManyValues(args)
      if (refusal) setResultAndStopExecution({ errors: [refusalBy(refusal)] })
    },
  }
}
