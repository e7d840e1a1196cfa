import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import { examples } from './here.ts'
import { say } from './words.ts'

/** The worked examples again, for who has closed or changed their tabs. */
export const examplesPlugin: GraphiQLPlugin = {
  title: say.examples,
  icon: () => (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" height="1em">
      <path d="M4 5h7v15H4zM13 5h7v15h-7zM6.500 9h2M6.500 12h2M15.500 9h2M15.500 12h2" />
    </svg>
  ),
  content: Examples,
}

function Examples() {
  const actions = useGraphiQLActions()
  const editor = useGraphiQL(({ queryEditor }) => queryEditor)
  const open = (text: string) => {
    actions.addTab()
    editor?.setValue(text)
    editor?.focus()
  }
  return (
    <div className="pane">
      <h2>{say.examples}</h2>
      <p className="quiet">{say.examplesNote}</p>
      <ul>
        {examples.map(({ operationName, title, text }) => (
          <li key={operationName}>
            <button type="button" className="link" onClick={() => open(text)}>
              {title}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
