/**
 * Renews what the page shows, in place: what did not change is not touched, so focus, scroll, selection and the place of a
 * screen reader stay. Runs in the browser as it stands here.
 */
{
  const every = 20_000
  const today = document.getElementById('today')
  const lost = document.getElementById('lost')

  /** @param {Node} shown @param {Node} fresh */
  const become = (shown, fresh) => {
    if (shown.isEqualNode(fresh)) return
    if (shown.nodeName !== fresh.nodeName) {
      shown.parentNode?.replaceChild(fresh.cloneNode(true), shown)
      return
    }
    if (!(shown instanceof Element && fresh instanceof Element)) {
      shown.nodeValue = fresh.nodeValue
      return
    }
    for (const { name } of [...shown.attributes]) if (!fresh.hasAttribute(name)) shown.removeAttribute(name)
    for (const { name, value } of fresh.attributes)
      if (shown.getAttribute(name) !== value) shown.setAttribute(name, value)
    const news = [...fresh.childNodes]
    for (const [place, old] of [...shown.childNodes].entries()) {
      const next = news[place]
      if (next) become(old, next)
      else old.remove()
    }
    shown.append(...news.slice(shown.childNodes.length).map((node) => node.cloneNode(true)))
  }

  const renew = async () => {
    if (document.hidden || !today || !lost || callerKey.isMissing()) return
    const key = callerKey.get()
    try {
      const address = new URL(location.href)
      address.searchParams.set('part', 'today')
      address.searchParams.set('lang', document.documentElement.lang)
      const answer = await fetch(address, { headers: { accept: 'text/html', ...callerKey.headers() } })
      // What another key was shown is not for who holds this one.
      if (callerKey.get() !== key) return
      callerKey.judge(answer.status)
      if (answer.status === 401 || answer.status === 403) {
        today.replaceChildren()
        lost.hidden = true
        return
      }
      if (!answer.ok) throw new Error(`The server answered ${answer.status}.`)
      const text = await answer.text()
      if (callerKey.get() !== key) return
      const fresh = new DOMParser().parseFromString(text, 'text/html').getElementById('today')
      if (!fresh) throw new Error('The answer is another page.')
      become(today, fresh)
      lost.hidden = true
    } catch {
      lost.hidden = false
    }
  }

  callerKey.begin(() => {
    today?.replaceChildren()
    void renew()
  })
  setInterval(() => void renew(), every)
  document.addEventListener('visibilitychange', () => void renew())
}
