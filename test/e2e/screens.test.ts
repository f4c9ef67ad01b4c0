import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { admitPupils, sheetBody } from '#test/support/device-pages.ts'
import { DESK, openStage, PHONE, type Seat, type Stage } from '#test/support/e2e.ts'

let stage: Stage
let nobody: Seat
let teacher: Seat
let head: Seat
let officer: Seat

beforeAll(async () => {
  stage = await openStage()
  const hand = await stage.signIn('head')
  const pupils = await admitPupils(hand, 12)
  await admitPupils(hand, 4, { group: '4-A' })
  await hand.send(hand.entry('attendance', 'enter', sheetBody(pupils, 2)))
  const asking = await stage.signIn('teacher')
  await asking.send(
    asking.entry('casual-leave', 'ask', {
      case: crypto.randomUUID(),
      teacher: asking.me.person.id,
      days: { from: '2026-07-20', to: '2026-07-20' },
      ground: 'family',
    }),
  )
  await stage.deps.rollup.drain()
  nobody = await stage.open()
  teacher = await stage.enter('teacher')
  head = await stage.enter('head')
  officer = await stage.enter('dg', DESK)
})
afterAll(() => stage?.stop())

type Screen = { path: string; seat: () => Seat; size: typeof PHONE; ready: (page: Page) => Promise<unknown> }

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).first().waitFor()

const screens: Record<string, Screen> = {
  'sign-in': { path: '/signin', seat: () => nobody, size: PHONE, ready: (page) => page.locator('form').waitFor() },
  Today: {
    path: '/today',
    seat: () => teacher,
    size: PHONE,
    ready: (page) => page.locator('main a.button.primary').first().waitFor(),
  },
  'attendance grid': {
    path: '/r/attendance/new?on=2026-07-14&group=4-A',
    seat: () => teacher,
    size: PHONE,
    ready: (page) => page.locator('button[data-mark]').nth(3).waitFor(),
  },
  Inbox: {
    path: '/inbox',
    seat: () => head,
    size: PHONE,
    ready: (page) => page.locator('main li a').first().waitFor(),
  },
  Oversight: {
    path: '/oversight',
    seat: () => officer,
    size: DESK,
    ready: (page) => page.getByRole('row').nth(1).waitFor(),
  },
  Me: { path: '/me', seat: () => teacher, size: PHONE, ready: heading },
}

describe.each(['bn', 'hi', 'en'])('in %s', (lang) => {
  test.each(Object.entries(screens))(
    '%s is drawn without an error, can be used by all, and fits',
    async (_, screen) => {
      const { page, errors } = screen.seat()
      await show(page, screen, lang)
      const { violations, passes } = await look(page)
      expect(passes.length).toBeGreaterThan(10) // it looked at something
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(screen.size.width)
      expect(errors).toEqual([])
    },
  )
})

test('figures are written in the digits of the language that is chosen', async () => {
  const { page } = teacher
  await show(page, screens['attendance grid']!, 'en')
  expect(await rolls(page)).toEqual(['1', '2', '3', '4'])
  for (const [name, lang, digits] of [
    ['বাংলা', 'bn', '১২৩৪'],
    ['हिन्दी', 'hi', '१२३४'],
    ['English', 'en', '1234'],
  ] as const) {
    await page.goto('/me')
    await page.getByRole('button', { name }).click()
    await page.locator(`html[lang=${lang}]`).waitFor()
    await page.goto(screens['attendance grid']!.path)
    await screens['attendance grid']!.ready(page)
    expect(await rolls(page)).toEqual([...digits])
  }
})

async function show(page: Page, { path, ready }: Screen, lang: string): Promise<void> {
  // As the button of the language does: the device remembers it.
  if (page.url() === 'about:blank') await page.goto('/signin')
  await page.evaluate((chosen) => localStorage.setItem('khata.language', chosen), lang)
  await page.goto(path)
  await page.locator(`html[lang=${lang}]`).waitFor()
  await ready(page)
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
}

async function look(page: Page): Promise<AxeResults> {
  await page.evaluate(axe.source) // not as a script of the page: its policy forbids that
  return page.evaluate(() => (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run())
}

const rolls = (page: Page): Promise<string[]> => page.locator('button[data-mark] b').allTextContents()
