/** Finds the Chromium that browser tests drive. Plain JavaScript: it runs before Node 24 is installed. */
import { existsSync } from 'node:fs'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** What a person without a browser must do. */
export const browserHelp =
  'No Chromium found. Install it (Debian: sudo apt-get install -y chromium; macOS: brew install --cask chromium) ' +
  'or set KHATA_CHROMIUM to the path of a Chrome or Chromium program.'

/**
 * The path of the browser to use, KHATA_CHROMIUM first.
 * @returns {string | undefined}
 */
export function findBrowser() {
  const wished = process.env.KHATA_CHROMIUM
  if (wished) return existsSync(wished) ? wished : undefined
  return places.find((place) => existsSync(place))
}
