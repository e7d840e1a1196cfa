import { readFileSync } from 'node:fs'
import type { Upstream } from '../config.ts'
import type { Language } from '../page/language.ts'
import type { Example, InBothLanguages } from './setup.ts'

/** In the order of the tabs: what patent people ask first. */
const names = [
  'case-at-a-glance',
  'why-refused',
  'who-owns-it',
  'the-family',
  'whom-do-they-cite',
  'what-is-left-today',
]

/** A public case of the office, in place of those of the composed portfolio that the files in examples/ ask about. */
const publicCase = '特願2020-123456'

const notices: Readonly<Record<'composed' | 'recorded', InBothLanguages>> = {
  composed: { ja: '# 見本環境：案件はすべて架空のものです。\n', en: '# SANDBOX: all cases are invented.\n' },
  recorded: { ja: '# 見本環境：記録済みの応答で答えています。\n', en: '# SANDBOX: recorded answers.\n' },
}

/** A person should not take the sandbox for the office, nor invented cases for recorded ones. */
export function titleFor(upstream: Upstream): string {
  const name = 'JPO patent graph'
  if (upstream.kind === 'office') return name
  return `${name} – sandbox: ${upstream.recordings === null ? 'composed data' : 'recorded answers'}`
}

/** The operations of examples/, which the tests run, about cases that the upstream has. */
export function examplesFor(upstream: Upstream): readonly Example[] {
  const notice =
    upstream.kind === 'office' ? { ja: '', en: '' } : notices[upstream.recordings === null ? 'composed' : 'recorded']
  const isComposed = upstream.kind === 'sandbox' && upstream.recordings === null
  return names.map((name) => {
    const file = readFileSync(new URL(`../../examples/${name}.graphql`, import.meta.url), 'utf8')
    return exampleOf(isComposed ? file : aboutPublicCase(file), notice)
  })
}

/** A file begins with its introduction in both languages: `# en …` and `# ja …`, the title first. */
function exampleOf(file: string, notice: InBothLanguages): Example {
  const operation = file.replace(/^# (?:en|ja) .*\n/gm, '')
  const introduction = (language: Language) =>
    [...file.matchAll(new RegExp(`^# ${language} (.*)$`, 'gm'))].map(([, line = '']) => line)
  const text = (language: Language) =>
    notice[language] +
    introduction(language)
      .map((line) => `# ${line}\n`)
      .join('') +
    operation
  return {
    operationName: /^query (\w+)/m.exec(operation)?.[1] ?? '',
    title: { ja: introduction('ja')[0] ?? '', en: introduction('en')[0] ?? '' },
    text: { ja: text('ja'), en: text('en') },
  }
}

function aboutPublicCase(file: string): string {
  return file.replace(/\[\s*(?:"特願[^"]*"\s*)+\]/g, `["${publicCase}"]`).replace(/特願\d{4}-\d{6}/g, publicCase)
}
