/// <reference lib="dom" />
/**
 * Kilobytes (gzip) of script and style that a phone fetches until the attendance grid works, fonts apart; with the cold
 * start without network and the time a tap takes, both with the processor slowed six times.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { gzipSync } from 'node:zlib'
import type { BrowserContext, Page } from 'playwright-core'
import { run as build } from '#cli/build.ts'
import { hashPassword } from '#server/auth/password.ts'
import { openBrowser } from '#test/support/browser.ts'
import { withCopies } from './support/bench-house.ts'
import type { Bench } from './support/figure.ts'
import { CLASS_SIZE, makeSchools, openToday, today } from './support/schools.ts'

const PASSWORD = 'bench-pond-kite-7'
const SLOW = 6
const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true }

const bench: Bench = async () => {
  await build()
  return withCopies(['web'], async (make, urls) => {
    let username = ''
    await make(async (house) => {
      const [school] = await makeSchools(house, 1)
      username = `bench.${school!.person}`
      await openToday(house, school!)
      await house.pool.query('update account set password = $2 where person = $1', [
        school!.person,
        await hashPassword(PASSWORD),
      ])
      await house.rollup.drain()
    })
    const child = fork(new URL('./support/serve-child.ts', import.meta.url), {
      env: { ...process.env, DATABASE_URL: urls['web'] },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const [port] = (await once(child, 'message')) as [number]
    const browser = await openBrowser()
    try {
      const context = await browser.newContext(PHONE)
      const origin = `http://127.0.0.1:${port}`
      const { kilobytes, requests } = await firstLoad(context, origin, username)
      const tap = await tapTime(context, origin)
      const start = await coldStart(context, origin)
      return {
        name: 'web',
        value: kilobytes,
        unit: 'KB gzip',
        requests,
        tapMs: tap,
        offlineStartMs: start,
        slowdown: SLOW,
        budget: 80,
      }
    } finally {
      await browser.close()
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
  })
}

export default bench

const gridPath = (): string => `/r/attendance/new?on=${today()}&group=1-A`

/**
 * Opens the grid as a new phone does, through the sign-in; every script and style that came over the wire until then is
 * counted once.
 */
async function firstLoad(
  context: BrowserContext,
  origin: string,
  username: string,
): Promise<{ kilobytes: number; requests: number }> {
  const page = await context.newPage()
  const sizes = new Map<string, Promise<number>>()
  page.on('response', (response) => {
    const type = response.headers()['content-type'] ?? ''
    if (!/javascript|css/.test(type) || response.url().includes('service-worker') || response.fromServiceWorker())
      return
    sizes.set(
      response.url(),
      response.body().then(
        (body) => gzipSync(body, { level: 9 }).length,
        () => 0,
      ),
    )
  })
  await page.goto(`${origin}${gridPath()}`)
  await page.locator('input[autocomplete="username"]').fill(username)
  await page.locator('input[type="password"]').fill(PASSWORD)
  await page.locator('form button.primary').first().click()
  await gridReady(page)
  const bytes = await Promise.all(sizes.values())
  await page.close()
  return { kilobytes: bytes.reduce((sum, n) => sum + n, 0) / 1024, requests: bytes.length }
}

/** Milliseconds from a tap on a pupil until the next frame is painted; the middle of twenty. */
async function tapTime(context: BrowserContext, origin: string): Promise<number> {
  const page = await context.newPage()
  await page.goto(`${origin}${gridPath()}`)
  await gridReady(page)
  await slow(context, page)
  const times = await page.evaluate(async (selector) => {
    const found: number[] = []
    const buttons = [...document.querySelectorAll<HTMLElement>(selector)].slice(0, 20)
    for (const button of buttons) {
      const from = performance.now()
      button.click()
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
      found.push(performance.now() - from)
    }
    return found.sort((a, b) => a - b)
  }, GRID)
  await page.close()
  return times[Math.floor(times.length / 2)]!
}

/** Milliseconds from opening the app without network until Today is on the screen. */
async function coldStart(context: BrowserContext, origin: string): Promise<number> {
  const first = await context.newPage()
  await first.goto(`${origin}/today`)
  await first.evaluate(async () => void (await navigator.serviceWorker.ready))
  await first.waitForLoadState('networkidle')
  await first.close()
  await context.setOffline(true)
  const page = await context.newPage()
  await slow(context, page)
  const from = performance.now()
  await page.goto(`${origin}/today`, { waitUntil: 'commit' })
  await page.locator('a[href*="/r/attendance"]').first().waitFor()
  const time = performance.now() - from
  await context.setOffline(false)
  await page.close()
  return time
}

const GRID = 'button[data-mark]'

async function gridReady(page: Page): Promise<void> {
  await page
    .locator(GRID)
    .nth(CLASS_SIZE - 1)
    .waitFor()
}

async function slow(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW })
}
