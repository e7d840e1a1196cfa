import { type FragmentType, graphql, useFragment as read } from '../generated/index.ts'

const ownersPanel = graphql(`
  fragment OwnersPanel on Application {
    registration {
      displayNumber
      rightHolders {
        name
      }
      nextAnnuityDueDate
      expirationDate
      freshness {
        retrievedAt
        state
      }
    }
  }
`)

/** Whose right it is and until when, as the register has it. */
export function showOwners(application: FragmentType<typeof ownersPanel>): string[] {
  const { registration } = read(ownersPanel, application)
  if (!registration) return ['not registered, or the register was not to be had']
  const { displayNumber, rightHolders, nextAnnuityDueDate, expirationDate, freshness } = registration
  return [
    `${displayNumber}  ${rightHolders.map(({ name }) => name ?? '–').join(', ')}`,
    `in force until ${expirationDate ?? '–'}, next annuity by ${nextAnnuityDueDate ?? '–'}`,
    `asked of the office ${freshness.retrievedAt}${freshness.state === 'STALE' ? ', may have changed since' : ''}`,
  ]
}
