/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Where a case stands, derived from its dates and documents and never from an unknown 抹消識別. Of a registered case its dates decide (EXPIRED, LAPSED, GRANTED), of another its last decision or declaration (REFUSED, WITHDRAWN, ABANDONED), else whether it is published. */
export type ApplicationStatus =
  /** 出願放棄書 (A762) is on file. */
  | 'ABANDONED'
  /** Extinguished on or after 存続期間満了年月日, or, where no end is recorded, that date has passed. */
  | 'EXPIRED'
  /** Registered and in force (登録). */
  | 'GRANTED'
  /** Extinguished before 存続期間満了年月日, as for an unpaid annuity. */
  | 'LAPSED'
  /** Filed and not published (係属中); a grant that is not yet registered changes nothing. */
  | 'PENDING'
  /** Published (公開 or 公表) and neither registered nor ended; also after a refusal under appeal (審判). */
  | 'PUBLISHED'
  /** 拒絶査定 (A02) was the last decision and no 審判 is on file. */
  | 'REFUSED'
  /** 出願取下書 (A761) is on file. */
  | 'WITHDRAWN';

/** Whether an answer is what the office would say now, as far as can be known without asking. */
export type FreshnessState =
  /** It still holds: asked for on the present day of the office, whose data changes once a day (handbook §2(2)), or about something that could not change since. */
  | 'FRESH'
  /** It may have changed, and a newer answer is not to be had now – the day spent, the minute full, the office down, the operation’s own limits – or not asked for, since the operation takes this one (maxStale). */
  | 'STALE';

export type CasePageQueryVariables = Exact<{
  number: string;
}>;


export type CasePageQuery = { application: { ' $fragmentRefs'?: { 'CaseHeaderFragment': CaseHeaderFragment;'OwnersPanelFragment': OwnersPanelFragment } } | null };

export type CaseHeaderFragment = { displayNumber: string, inventionTitle: string | null, status: ApplicationStatus | null, filingDate: string | null, applicants: Array<{ name: string | null }> | null } & { ' $fragmentName'?: 'CaseHeaderFragment' };

export type OwnersPanelFragment = { registration: { displayNumber: string, nextAnnuityDueDate: string | null, expirationDate: string | null, rightHolders: Array<{ name: string | null }>, freshness: { retrievedAt: string, state: FreshnessState } } | null } & { ' $fragmentName'?: 'OwnersPanelFragment' };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const CaseHeaderFragmentDoc = new TypedDocumentString(`
    fragment CaseHeader on Application {
  displayNumber
  inventionTitle
  status
  filingDate
  applicants {
    name
  }
}
    `, {"fragmentName":"CaseHeader"}) as unknown as TypedDocumentString<CaseHeaderFragment, unknown>;
export const OwnersPanelFragmentDoc = new TypedDocumentString(`
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
    `, {"fragmentName":"OwnersPanel"}) as unknown as TypedDocumentString<OwnersPanelFragment, unknown>;
export const CasePageDocument = new TypedDocumentString(`
    query CasePage($number: ApplicationNumber!) {
  application(number: $number) {
    ...CaseHeader
    ...OwnersPanel
  }
}
    fragment CaseHeader on Application {
  displayNumber
  inventionTitle
  status
  filingDate
  applicants {
    name
  }
}
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
}`, {"hash":"sha256:e29f9f237dff60008db98dc082a47c5e80368782d1db698c25cea8c843e87174"}) as unknown as TypedDocumentString<CasePageQuery, CasePageQueryVariables>;