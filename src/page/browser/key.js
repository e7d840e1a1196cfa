/**
 * The key of a caller, where the server asks for one: of this tab of the browser alone, and forgotten with it; never in an
 * address, a cookie or another tab. GraphiQL in the same tab finds it at the same place. Runs in the browser as it stands here.
 */
// refresh.js, which stands behind it in the page, uses it.
// eslint-disable-next-line @typescript-eslint/no-unused-vars
const callerKey = (() => {
  const PLACE = 'access key'
  const form = document.getElementById('key')
  const input = /** @type {HTMLInputElement | null} */ (document.getElementById('access-key'))
  const forget = document.getElementById('forget')
  const [refused, powerless] = ['key-refused', 'key-powerless'].map((id) => document.getElementById(id))
  const get = () => sessionStorage.getItem(PLACE) ?? ''

  /** @param {number} status of the last answer; 0 before there is one */
  const judge = (status) => {
    if (refused) refused.hidden = status !== 401
    if (powerless) powerless.hidden = status !== 403
    input?.setAttribute('aria-invalid', String(status === 401))
  }

  /** @param {string} key @param {() => void} changed */
  const set = (key, changed) => {
    if (key) sessionStorage.setItem(PLACE, key)
    else sessionStorage.removeItem(PLACE)
    if (input) input.value = key
    if (forget) forget.hidden = key === ''
    judge(0)
    changed()
  }

  return {
    get,
    judge,
    isMissing: () => form !== null && get() === '',
    /** As the server wants it (RFC 6750), without what no header can hold. */
    headers: () => (form && get() ? { authorization: `Bearer ${get().replace(/[^\x21-\x7e]/g, '')}` } : {}),
    /** @param {() => void} changed */
    begin(changed) {
      form?.addEventListener('submit', (event) => {
        event.preventDefault()
        set(input?.value.trim() ?? '', changed)
      })
      forget?.addEventListener('click', () => {
        set('', changed)
        input?.focus()
      })
      if (form && get()) set(get(), changed)
    },
  }
})()
