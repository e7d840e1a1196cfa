import { preferences } from '../http/preferences.ts'

export const languages = ['ja', 'en'] as const

export type Language = (typeof languages)[number]

/** What the visitor chose on the page, else what the browser would rather have; English for who reads neither. */
export function languageOf(chosen: string | null, acceptLanguage: string | undefined): Language {
  const wished = preferences(acceptLanguage).map((tag) => tag.split('-', 1)[0])
  return [chosen, ...wished].map(known).find((language) => language !== undefined) ?? 'en'
}

function known(tag: string | null | undefined): Language | undefined {
  return languages.find((language) => language === tag)
}
