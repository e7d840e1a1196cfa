import { DOC_EXPLORER_PLUGIN, useDocExplorerActions } from '@graphiql/plugin-doc-explorer'
import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import { useId, useMemo, useState } from 'react'
import { say } from '../words.ts'
import { englishDescriptions } from './english-descriptions.ts'
import { found, glossaryOf, type Term } from './glossary.ts'

/** The way from the office's words to the fields: GraphiQL's own search knows only the English names. */
export const termsPlugin: GraphiQLPlugin = {
  title: say.terms,
  icon: () => (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" height="1em">
      <path d="M3 6h9M7.500 4v2M10 6c-1 4-3 6.500-6 8M5 8c1 3 3 5 6 6M12 20l4-10 4 10M13.500 16.500h5" />
    </svg>
  ),
  content: Terms,
}

/** As many as are looked through at once. */
const SHOWN = 200

function Terms() {
  const id = useId()
  const [wish, setWish] = useState('')
  const schema = useGraphiQL((state) => state.schema)
  const english = englishDescriptions.use()
  const terms = useMemo(() => (schema ? glossaryOf(schema, english) : []), [schema, english])
  const matching = found(terms, wish)
  return (
    <div className="pane terms">
      <h2>{say.terms}</h2>
      <p className="quiet">{say.termsNote}</p>
      <label htmlFor={id}>{say.find}</label>
      <input id={id} type="search" value={wish} onChange={(event) => setWish(event.target.value)} />
      <ul>
        {matching.slice(0, SHOWN).map((term) => (
          <li key={`${term.term} ${term.name}`}>
            <Entry {...term} />
          </li>
        ))}
      </ul>
      <p role="status" className="quiet">
        {!schema ? say.loading : matching.length === 0 ? say.none : null}
        {matching.length > SHOWN && say.more(matching.length - SHOWN)}
      </p>
    </div>
  )
}

function Entry({ term, name, type, field }: Term) {
  const explorer = useDocExplorerActions()
  const actions = useGraphiQLActions()
  const open = () => {
    explorer.reset()
    explorer.push({ name: type.name, def: type })
    if (field) explorer.push({ name: field.name, def: field })
    actions.setVisiblePlugin(DOC_EXPLORER_PLUGIN)
  }
  return (
    <button type="button" className="link" onClick={open}>
      <span lang="ja">{term}</span> <code>{name}</code>
    </button>
  )
}
