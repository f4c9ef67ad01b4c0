/// <reference lib="dom" />
/**
 * The whole daily entry of a normal day in a browser, on a phone: taps and seconds of the head of a three-teacher
 * school who also takes one class, and of a teacher. Her own arrival and departure, a class of sixty of whom five are
 * absent, the midday meal as the menu has it. Nothing is typed. Against the floor of one tap for each absent pupil and
 * one to save.
 */
import { performance } from 'node:perf_hooks'
import type { Locator, Page } from 'playwright-core'
import { run as build } from '#cli/build.ts'
import { admitPupils, sheetBody } from '#test/support/device-pages.ts'
import { openStage, until, waitTillCarried, type Stage } from '#test/support/e2e.ts'
import setup from '#test/support/setup.ts'
import type { PersonKey } from '#test/support/world.ts'
import type { Bench } from './support/figure.ts'

const ABSENT = 5
const SIZE = 60
const BUDGET = 25
/** The third class, and who stayed away from it. */
const FEW = 30
const FEW_AWAY = 2
/** Registers that have a page every day; what is due once a month is no part of a normal day. */
const DAILY = ['attendance', 'meals']
/** When school opens on a July morning and when she goes, by the clock in Uttar Pradesh. */
const OPENS = Date.parse('2026-07-14T07:56:00+05:30')
const CLOSES = Date.parse('2026-07-14T14:20:00+05:30')
/** The class that the person takes, by the roll of its pupils. */
const AWAY = [3, 17, 22, 41, 60]

type Day = { taps: number; seconds: number; pages: string[] }

const bench: Bench = async () => {
  await build()
  const clear = setup()
  const stage = await openStage()
  try {
    await fill(stage)
    const teacher = await dayOf(stage, 'upteacher', '2-A')
    await others(stage)
    const head = await dayOf(stage, 'uphead', '3-A')
    await fed(stage)
    return {
      name: 'day',
      value: head.taps,
      unit: 'taps of the head',
      floor: ABSENT + 1,
      ratio: head.taps / (ABSENT + 1),
      budget: BUDGET,
      seconds: head.seconds,
      pages: head.pages,
      teacherTaps: teacher.taps,
      teacherSeconds: teacher.seconds,
      teacherPages: teacher.pages,
    }
  } finally {
    await stage.stop()
    await clear()
  }
}

export default bench

const pupils = new Map<string, string[]>()

/** Three classes of three teachers, and sacks in the store. */
async function fill(stage: Stage): Promise<void> {
  await stage.sql(`update office set settings = '{"groups":["1-A","2-A","3-A"]}' where id = $1`, [
    stage.offices.upSchool,
  ])
  await stage.forget()
  const head = await stage.signIn('uphead')
  const size = (group: string) => (group === '1-A' ? FEW : SIZE)
  for (const group of ['1-A', '2-A', '3-A'])
    pupils.set(group, await admitPupils(head, size(group), { group, on: '2026-04-01' }))
  const sacks = ['wheat', 'rice', 'millet'].map((grain, i) => ({
    slip: `01900000-0000-7000-8000-00000000000${i}`,
    on: '2026-07-01',
    kind: 'receipt',
    grain,
    level: 'primary',
    amount: 200_000,
  }))
  await head.send(...sacks.map((body) => head.entry('meal-grain', 'enter', body)))
}

/** The third teacher has marked her class; what she did costs the head no tap. */
async function others(stage: Stage): Promise<void> {
  const teacher = await stage.signIn('shiksha')
  const body = sheetBody(pupils.get('1-A')!, FEW_AWAY, { group: '1-A' })
  const [answer] = await teacher.send(teacher.entry('attendance', 'enter', body))
  if (answer?.status !== 'accepted') throw new Error(JSON.stringify(answer))
}

/** The page that was saved says what the class sheets said, or the figure would be of a day on which nothing was entered. */
async function fed(stage: Stage): Promise<void> {
  const [row] = await stage.sql(`select body from entry where system = 'meals'`)
  const [level] = (row?.['body'] as { levels: { ate: number }[] } | undefined)?.levels ?? []
  const there = 2 * (SIZE - ABSENT) + FEW - FEW_AWAY
  if (level?.ate !== there) throw new Error(`of ${there} present ${level?.ate} are said to have eaten`)
}

/** One person's day from the open app until nothing of hers is due. */
async function dayOf(stage: Stage, who: PersonKey, group: string): Promise<Day> {
  turnClock(stage, OPENS)
  const { page } = await stage.enter(who)
  const links = page.locator('ol a')
  await waitTillCarried(page, links.first())
  const day: Day = { taps: 0, seconds: 0, pages: [] }
  const from = performance.now()
  const tap = async (target: Locator) => {
    await target.click()
    day.taps += 1
  }
  await mark(page, tap)
  day.pages.push('arrival')
  for (const system of DAILY) {
    const mine = system === 'attendance' ? `[href*="group=${group}"]` : ''
    const due = page.locator(`ol a[href^="/r/${system}/new"]${mine}`)
    // Only the head keeps the meals of this school; a teacher is asked for them as well, and leaves them to her.
    if ((system === 'meals' && who !== 'uphead') || (await due.count()) === 0) continue
    await tap(due.first())
    if (system === 'attendance') await markAway(page, tap)
    await tap(page.locator('form button[type="submit"]'))
    await page.locator(`ol a:not([href*="/new"])[href^="/r/${system}/"]`).first().waitFor()
    day.pages.push(system)
  }
  const before = performance.now()
  turnClock(stage, CLOSES)
  await page.reload()
  const afternoon = performance.now() - before
  await mark(page, tap)
  day.pages.push('departure')
  day.seconds = (performance.now() - from - afternoon) / 1000
  const { person } = stage.people[who]
  const own = `select 1 from entry where system = 'staff-attendance' and by_person = $1`
  await until('her own pages arrive', async () => (await stage.sql(own, [person])).length === 2)
  await page.context().close()
  return day
}

/** One tap for her own time: the page behind it changes from "not here" to "here", or to "gone". */
async function mark(page: Page, tap: (target: Locator) => Promise<void>): Promise<void> {
  const own = page.locator('.taps')
  const before = await own.innerText()
  await tap(own.locator('button').first())
  await page.waitForFunction((text) => document.querySelector<HTMLElement>('.taps')?.innerText !== text, before)
}

/** Sets the clock of the house, which goes on from there. */
function turnClock(stage: Stage, to: number): void {
  const begun = Date.now()
  Object.defineProperty(stage.clock, 'now', { get: () => to + Date.now() - begun })
}

async function markAway(page: Page, tap: (target: Locator) => Promise<void>): Promise<void> {
  const grid = page.locator('button[data-mark]')
  await grid.nth(SIZE - 1).waitFor()
  for (const roll of AWAY) await tap(grid.nth(roll - 1))
}
