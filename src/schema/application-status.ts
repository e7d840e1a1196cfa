import { builder } from './builder.ts'

export const ApplicationStatus = builder.enumType('ApplicationStatus', {
  description:
    'Where a case stands, derived from its dates and documents and never from an unknown 抹消識別. Of a registered case its dates decide (EXPIRED, LAPSED, GRANTED), of another its last decision or declaration (REFUSED, WITHDRAWN, ABANDONED), else whether it is published.',
  values: {
    PENDING: { description: 'Filed and not published (係属中); a grant that is not yet registered changes nothing.' },
    PUBLISHED: {
      description:
        'Published (公開 or 公表) and neither registered nor ended; also after a refusal under appeal (審判).',
    },
    GRANTED: { description: 'Registered and in force (登録).' },
    REFUSED: { description: '拒絶査定 (A02) was the last decision and no 審判 is on file.' },
    WITHDRAWN: { description: '出願取下書 (A761) is on file.' },
    ABANDONED: { description: '出願放棄書 (A762) is on file.' },
    EXPIRED: {
      description: 'Extinguished on or after 存続期間満了年月日, or, where no end is recorded, that date has passed.',
    },
    LAPSED: { description: 'Extinguished before 存続期間満了年月日, as for an unpaid annuity.' },
  } as const,
})
