/** People in front of screens: the whole server on a real port, and a Chromium with a window for each of them. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { codeAt } from '#server/auth/totp.ts'
import type { Config } from '#server/config.ts'
import { PASSWORD, START, startApp, type TestApp } from './app.ts'
import { openBrowser } from './browser.ts'
import type { PersonKey } from './world.ts'

/** What any one step on a screen may take on a slow machine. */
export const PATIENCE = 60_000

/** The phone of a teacher or head, and the desk of an officer. */
export const PHONE = { width: 360, height: 640 }
export const DESK = { width: 1440, height: 900 }

/** The smallest picture that a browser opens. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export type Seat = {
  context: BrowserContext
  page: Page
  /** What the page complained of: errors of scripts and of the console, without those that only say "no network". */
  errors: string[]
  /** Takes the network away, as under a hill: nothing gets through, whether the browser notices or not. */
  cut(): Promise<void>
  mend(): Promise<void>
}

export type Stage = TestApp & {
  address: string
  /** A window of its own in which nobody is signed in yet. */
  open(size?: typeof PHONE): Promise<Seat>
  /** A window in which this person has signed in with her own hands. */
  enter(username: PersonKey, size?: typeof PHONE): Promise<Seat>
}

/** The small world of the tests behind a real port; its clock starts on a school day and goes on. Call `stop` in afterAll. */
export async function openStage({
  start = START,
  ...options
}: { withLog?: boolean; start?: number; config?: Partial<Config> } = {}): Promise<Stage> {
  const test = await startApp(options)
  const begun = Date.now()
  Object.defineProperty(test.clock, 'now', { get: () => start + Date.now() - begun })
  test.deps.rollup.start()
  const address = await test.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await openBrowser()
  const wires: Wire[] = []
  return {
    ...test,
    address,
    open: (size = PHONE) => openSeat(browser, size, address, wires),
    async enter(username, size = PHONE) {
      const seat = await openSeat(browser, size, address, wires)
      await signInByHand(test, seat.page, username)
      seat.errors.length = 0 // that a code is still wanted is told by a status the browser takes for an error
      return seat
    },
    async stop() {
      await browser.close()
      for (const wire of wires) wire.close()
      await test.stop()
    },
  }
}

async function openSeat(browser: Browser, viewport: typeof PHONE, address: string, wires: Wire[]): Promise<Seat> {
  const wire = await openWire(Number(new URL(address).port))
  wires.push(wire)
  const context = await browser.newContext({
    viewport,
    baseURL: wire.address,
    locale: 'en-GB',
    timezoneId: 'Asia/Dhaka',
  })
  context.setDefaultTimeout(PATIENCE)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('net::ERR_'))
      errors.push(`${message.text()} ${message.location().url}`)
  })
  const cut = async () => {
    wire.cut()
    await context.setOffline(true)
  }
  const mend = async () => {
    wire.mend()
    await context.setOffline(false)
  }
  return { context, page, errors, cut, mend }
}

type Wire = { address: string; cut(): void; mend(): void; close(): void }

/** The way from one window to the server. What a browser emulates does not reach every request of a service worker. */
async function openWire(port: number): Promise<Wire> {
  const ends = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) return void near.destroy()
    const far = connect({ port, host: '127.0.0.1' })
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end)
      end.pipe(other)
      end.on('error', () => other.destroy())
      end.on('close', () => {
        ends.delete(end)
        other.destroy()
      })
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const drop = () => {
    for (const end of ends) end.destroy()
  }
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true
      drop()
    },
    mend: () => void (isCut = false),
    close() {
      drop()
      server.close()
    },
  }
}

async function signInByHand(test: TestApp, page: Page, username: PersonKey): Promise<void> {
  await page.goto('/signin')
  await page.getByLabel('User name').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Enter' }).click()
  const secret = test.people[username].totpSecret
  if (secret) {
    const code = page.getByLabel('Code from your authenticator app')
    await code.waitFor()
    await code.fill(codeAt(secret, test.clock.now))
    await page.getByRole('button', { name: 'Enter' }).click()
  }
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
}

/** Goes through one of the doors of the navigation. */
export const goTo = (page: Page, door: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: door }).click()

/** Opens a register as one does who has thirty: by a part of its name. */
export async function openRegister(page: Page, title: string): Promise<void> {
  await goTo(page, 'Registers')
  await page.getByRole('searchbox').fill(title)
  await page.getByRole('listitem').getByRole('link', { name: title }).first().click()
}

/** Until the phone has what it needs to work without network: its registers, and the app's own files. */
export async function waitTillCarried(page: Page, registers: Locator): Promise<void> {
  await registers.waitFor()
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
}

/** Asks again until the answer is there; the error tells what was asked for. */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + PATIENCE
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`)
    await new Promise((go) => setTimeout(go, 200))
  }
}
