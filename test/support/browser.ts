import { existsSync } from 'node:fs'
import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest'

/** A person in front of a real Chromium. */
export interface Visitor {
  readonly page: Page
  /** What should not happen: errors in the console, answers that are failures, anything from another host. */
  readonly troubles: readonly string[]
  /** What axe finds to be wrong for people who see, hear or move in another way than others. */
  readonly barriers: () => Promise<readonly string[]>
}

export interface VisitOptions extends BrowserContextOptions {
  /** The page's clock moves only with `page.clock`. */
  readonly isClockMine?: boolean
}

export type Visit = (url: string, options?: VisitOptions) => Promise<Visitor>

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
const missing = 'no Chromium is installed (Debian: apt-get install chromium)'

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** As `describe`, with a browser of its own; where there is none it says so and skips, and on CI it fails instead. */
export function describeInBrowser(name: string, tests: (visit: Visit) => void): void {
  if (executablePath === undefined) {
    if (process.env['CI']) throw new Error(`${name}: ${missing}`)
    console.log(`Skipped: ${name}, because ${missing}`)
    describe.skip(`${name} – ${missing}`, () => tests(() => Promise.reject(new Error(missing))))
    return
  }
  // A test opens several pages, and each loads an editor.
  describe(name, { timeout: 90_000 }, () => {
    let browser: Browser | undefined
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args })
    }, 60_000)
    afterAll(() => browser?.close())
    tests((url, options) => visitWith(browser, url, options))
  })
}

/** With nothing remembered from others: a context of its own. */
async function visitWith(browser: Browser | undefined, url: string, options: VisitOptions = {}) {
  if (!browser) throw new Error('The browser has not started')
  const context = await browser.newContext(options)
  onTestFinished(() => context.close())
  // Shorter than a test's time, so that it says what it waited for.
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  if (options.isClockMine) await page.clock.install()
  const troubles: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`))
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol !== 'data:' && protocol !== 'blob:' && origin !== new URL(url).origin)
      troubles.push(`another host: ${request.url()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`)
  })
  await page.goto(url)
  return { page, troubles, barriers: () => barriersOf(page) }
}

/** Put in by the debugger, which the page's own policy does not bind. */
async function barriersOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run()')
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}
