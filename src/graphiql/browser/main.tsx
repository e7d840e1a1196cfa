import { HISTORY_PLUGIN } from '@graphiql/plugin-history'
import { GraphiQL } from 'graphiql'
import type { Environment } from 'monaco-editor'
// Here, so that its style comes with ours.
import { editor } from 'monaco-graphql/esm/monaco-editor.js'
import './style.css'
import { createRoot } from 'react-dom/client'
import { examplesPlugin } from './examples-plugin.tsx'
import { fetcher } from './fetcher.ts'
import { examples, setup } from './here.ts'
import { Masthead } from './masthead.tsx'
import { PriceLine, pricePlugin } from './price/plugin.tsx'
import { translateKeptTabs } from './tabs.ts'
import { termsPlugin } from './terms/plugin.tsx'

const { workers } = setup

const MonacoEnvironment: Environment = {
  getWorker: (_id, label) =>
    new Worker(new URL(label === 'json' || label === 'graphql' ? workers[label] : workers.editor, document.baseURI), {
      type: 'module',
    }),
}
Object.assign(globalThis, { MonacoEnvironment })

// Japanese is full of characters that look like others: a full-width space in a name is no attempt to deceive.
editor.onDidCreateEditor((made) => {
  made.updateOptions({ unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false } })
})

translateKeptTabs()

const plugins = [pricePlugin, examplesPlugin, termsPlugin, HISTORY_PLUGIN]

const place = document.getElementById('graphiql')
if (place)
  createRoot(place).render(
    <GraphiQL
      fetcher={fetcher}
      defaultTabs={examples.map(({ text }) => ({ query: text }))}
      plugins={plugins}
      visiblePlugin={pricePlugin}
      shouldPersistHeaders={false}
      showPersistHeadersSettings={false}
    >
      <GraphiQL.Logo>
        <Masthead />
      </GraphiQL.Logo>
      <GraphiQL.Footer>
        <PriceLine />
      </GraphiQL.Footer>
    </GraphiQL>,
  )
