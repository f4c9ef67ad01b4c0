import { expect, test } from 'vitest'
import { openBrowser } from '#test/support/browser.ts'

test('a browser opens a page and reaches nothing beyond this machine', async () => {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } })
    await page.setContent('<h1>খাতা</h1>')
    expect(await page.textContent('h1')).toBe('খাতা')
    await expect(page.goto('http://example.org/')).rejects.toThrow(/ERR_NAME_NOT_RESOLVED/)
  } finally {
    await browser.close()
  }
}, 60_000)
