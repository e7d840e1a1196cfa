import { setup } from './here.ts'
import { say } from './words.ts'

/** Where one is, that it is the sandbox, and the other language. */
export function Masthead() {
  const other = setup.language === 'ja' ? 'en' : 'ja'
  return (
    <nav className="masthead">
      <a href="./">{say.today}</a>
      <a href={`?lang=${other}`} lang={other} hrefLang={other}>
        {say.otherLanguage}
      </a>
    </nav>
  )
}
