/** A real Chromium for tests that look at screens, cut off from the network. */
import { type Browser, chromium } from 'playwright-core'
import { browserHelp, findBrowser } from '../../tools/browser-path.mjs'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

/** Starts the browser; without one the test fails with what to install. The caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error(browserHelp)
  return chromium.launch({ executablePath, args: flags })
}
