import type { Clock } from '../clock.ts'
import { type Endpoint, endpoints } from '../sources/jpo/endpoints.ts'
import { citations } from './compose/citations.ts'
import { divisional } from './compose/family.ts'
import { numberReference } from './compose/number-reference.ts'
import { indexPortfolio, type PortfolioIndex } from './compose/portfolio-index.ts'
import { priorities } from './compose/priorities.ts'
import { progress, simpleProgress } from './compose/progress.ts'
import { registrationInfo } from './compose/registration.ts'
import { documentArchive } from './documents/archive.ts'
import { type Finding, found, noDocuments, nothing, type Office, type WireData } from './office.ts'
import type { Portfolio, PortfolioCase } from './portfolio/types.ts'

/** The office whose files are a portfolio; every answer is composed when it is asked for. */
export function portfolioOffice(portfolio: Portfolio, clock: Clock): Office {
  const index = indexPortfolio(portfolio)
  return {
    async look(endpoint, key) {
      switch (endpoint) {
        case 'CASE_NUMBER_REFERENCE':
          return numberReference(index, key)
        case 'APPLICANT_ATTORNEY_CD':
          return nameOf(index, key)
        case 'APPLICANT_ATTORNEY':
          return codesOf(index, key)
        default: {
          const subject = index.byApplication.get(key)
          if (!subject) return nothing
          return endpoints[endpoint].media === 'zip' ? archiveOf(endpoint, subject) : dataOf(endpoint, subject)
        }
      }
    },
  }

  async function archiveOf(endpoint: Endpoint, subject: PortfolioCase): Promise<Finding> {
    const archive = await documentArchive(endpoint, subject, clock.now())
    return archive ? { kind: 'archive', ...archive } : noDocuments
  }

  function dataOf(endpoint: Endpoint, subject: PortfolioCase): Finding {
    const data = composed(endpoint, subject)
    return data ? found(data) : nothing
  }

  function composed(endpoint: Endpoint, subject: PortfolioCase): WireData | undefined {
    switch (endpoint) {
      case 'APP_PROGRESS':
        return progress(index, subject)
      case 'APP_PROGRESS_SIMPLE':
        return simpleProgress(index, subject)
      case 'DIVISIONAL_APP_INFO':
        return divisional(index, subject)
      case 'PRIORITY_RIGHT_APP_INFO':
        return priorities(subject)
      case 'CITE_DOC_INFO':
        return citations(subject)
      case 'REGISTRATION_INFO':
        return registrationInfo(index, subject)
      default:
        return undefined
    }
  }
}

function nameOf(index: PortfolioIndex, code: string): Finding {
  const name = index.nameByCode.get(code)
  return name === undefined ? nothing : found({ applicantAttorneyName: name })
}

/** Only the exact name is found, and it may have several codes (api.md §2.6). */
function codesOf(index: PortfolioIndex, name: string): Finding {
  const codes = index.codesByName.get(name)
  if (!codes) return nothing
  return found({ applicantAttorney: [...codes].map((applicantAttorneyCd) => ({ applicantAttorneyCd, name })) })
}
