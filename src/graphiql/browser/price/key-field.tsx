import { useGraphiQLActions } from '@graphiql/react'
import { useId, useState } from 'react'
import { accessKey } from '../access-key.ts'
import { say } from '../words.ts'

/** Where a person says who they are, should the server want to know. */
export function KeyField() {
  const id = useId()
  const [text, setText] = useState(accessKey.get())
  const actions = useGraphiQLActions()
  // With another key the schema may be had that could not be had before.
  const take = (value: string) => {
    if (value.trim() === accessKey.get()) return
    accessKey.set(value)
    void actions.introspect()
  }
  return (
    <form
      className="key"
      onSubmit={(event) => {
        event.preventDefault()
        take(text)
      }}
    >
      <h3>
        <label htmlFor={id}>{say.key}</label>
      </h3>
      <input
        id={id}
        type="password"
        autoComplete="off"
        spellCheck={false}
        value={text}
        aria-describedby={`${id}-note`}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => take(text)}
      />
      <button
        type="button"
        onClick={() => {
          setText('')
          take('')
        }}
      >
        {say.forget}
      </button>
      <p id={`${id}-note`} className="quiet">
        {say.keyNote}
      </p>
    </form>
  )
}
