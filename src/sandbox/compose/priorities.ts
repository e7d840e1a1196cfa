import type { PortfolioCase, Priority } from '../portfolio/types.ts'

/** priority_right_app_info; none is [] (api.md §2.4). */
export function priorities(subject: PortfolioCase) {
  return { applicationNumber: subject.number, priorityRightInformation: priorityRows(subject) }
}

export function priorityRows({ priorities: claimed = [] }: PortfolioCase) {
  return claimed.map((priority) => ({ ...noPriority, ...fieldsOf(priority) }))
}

/** A row is either of the Paris Convention or domestic; the other's fields stay ''. */
const noPriority = {
  parisPriorityApplicationNumber: '',
  parisPriorityDate: '',
  parisPriorityCountryCd: '',
  nationalPriorityLawCd: '',
  nationalPriorityApplicationNumber: '',
  nationalPriorityInternationalApplicationNumber: '',
  nationalPriorityDate: '',
}

function fieldsOf(priority: Priority): Partial<typeof noPriority> {
  if (priority.kind === 'paris') {
    return {
      parisPriorityApplicationNumber: priority.number,
      parisPriorityDate: priority.date,
      parisPriorityCountryCd: priority.country,
    }
  }
  return {
    nationalPriorityLawCd: priority.law ?? '1',
    nationalPriorityApplicationNumber: priority.number,
    nationalPriorityInternationalApplicationNumber: priority.internationalNumber ?? '',
    nationalPriorityDate: priority.date,
  }
}
