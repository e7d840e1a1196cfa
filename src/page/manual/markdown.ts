import markdownIt from 'markdown-it'
import { Markup } from '../markup.ts'

/** HTML in a text is shown as text. `addressOf` leads each link to where it is served; null where it is not. */
export function createMarkdown(addressOf: (link: string, from: string) => string | null) {
  const markdown = markdownIt({ html: false, linkify: false })
  const { rules } = markdown.renderer
  const isDropped: boolean[] = []

  rules['link_open'] = (tokens, index, options, env, renderer) => {
    const token = tokens[index]
    const address = addressOf(String(token?.attrGet('href')), String(env?.['from']))
    isDropped.push(address === null)
    if (address === null) return ''
    token?.attrSet('href', address)
    return renderer.renderToken(tokens, index, options)
  }
  rules['link_close'] = () => (isDropped.pop() ? '' : '</a>')
  // Wide tables and code are moved sideways, with the keyboard too.
  rules['table_open'] = () => '<div class="wide" tabindex="0" role="group" aria-label="Table"><table>'
  rules['table_close'] = () => '</table></div>'
  for (const cell of ['th_open', 'td_open'])
    rules[cell] = (tokens, index, options, _env, renderer) => {
      const token = tokens[index]
      // An alignment would be an inline style, which the page allows none of.
      if (token) token.attrs = token.attrGet('style') === 'text-align:right' ? [['class', 'number']] : null
      return renderer.renderToken(tokens, index, options)
    }
  rules['fence'] = (tokens, index) =>
    `<pre tabindex="0"><code>${markdown.utils.escapeHtml(tokens[index]?.content ?? '')}</code></pre>`

  return (text: string, from: string) => new Markup(markdown.render(text, { from }))
}
