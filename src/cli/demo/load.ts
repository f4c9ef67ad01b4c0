import { createHash } from 'node:crypto'
import type { Entry } from '#kernel/entry/envelope.ts'
import type { Body } from '#kernel/entry/record.ts'
import { dayIn } from '#kernel/rule/day-in.ts'
import { monthOf, type Day } from '#kernel/rule/day.ts'
import type { Author } from '#server/append/author.ts'
import { streamFor } from '#server/append/ledger.ts'
import type { House } from '#server/house.ts'
import { officeId, plant } from '#server/tree/plant.ts'
import { getSystem } from '#server/reach.ts'
import { packs } from '#packs/index.ts'
import { inParallel } from '../in-parallel.ts'
import { yearStartOf } from './calendar.ts'
import { demoWorld, sheets } from './demo-world.ts'
import { cutOverHistory } from './cut-over-history.ts'
import { longLeaves } from './long-leaves.ts'
import type { DemoPage } from './demo-page.ts'
import { goodsOf } from './goods.ts'
import { loadAccounts, type DemoSignIn } from './load-accounts.ts'
import { kitchenOf } from './kitchen.ts'
import { loadPeople } from './load-people.ts'
import { mealBooks } from './meal-books.ts'
import { besideMeals, mealPages, monthBefore } from './meals.ts'
import { unsentOf } from './unsent.ts'
import { moneyHistory, type Doing } from './money-history.ts'
import { numberHistory } from './number-history.ts'
import { outagesOf, staffDays, type StaffDoing } from './staff-days.ts'
import { marksOf, type DemoLand, type DemoLeave, type DemoSchool, type DemoWorld } from './world.ts'

const SEED = 'khata'
const DEVICE = '01900000-0000-7000-8000-00000000de30'

/** Entries of one sender, and when each arrived where that was not at one moment. */
type Parcel = { author: string; at: number; entries: Entry[]; received?: Map<string, number> }

/** Up to which day it is loaded; without `isWhole` a first load was cut off and is done again for that same day. */
type Loaded = { seed: string; today: Day; isWhole?: boolean }

/**
 * Loads the demonstration through the same door as everything else. Ids follow from the seed and the day of the first
 * load. A start on a later day goes on from there: only pages that do not stand yet are written, so that nothing is
 * there twice, and what visitors wrote in between stays.
 */
export async function loadDemo(
  house: House,
  say: (text: string) => void,
  today = dayIn('Asia/Dhaka', Date.now()),
): Promise<DemoSignIn[]> {
  const { rows } = await house.pool.query(`select value from setting where key = 'demo'`)
  const loaded = rows[0]?.value as Loaded | undefined
  const first = loaded?.today ?? today
  if (loaded === undefined || loaded.isWhole === false) {
    await note(house, { seed: SEED, today: first, isWhole: false })
    await loadWorld(house, demoWorld(SEED, first), say)
    await note(house, { seed: SEED, today: first, isWhole: true })
  }
  const world = demoWorld(SEED, today)
  if (first < today) {
    await loadWorld(house, world, say, first)
    await note(house, { seed: SEED, today, isWhole: true })
  }
  return loadAccounts(house, world)
}

const note = (house: House, loaded: Loaded): Promise<unknown> =>
  house.pool.query(
    `insert into setting (key, value) values ('demo', $1) on conflict (key) do update set value = excluded.value`,
    [JSON.stringify(loaded)],
  )

/** Writes a world, or of one that was loaded up to a day what has been added since. */
export async function loadWorld(
  house: House,
  world: DemoWorld,
  say: (text: string) => void,
  since?: Day,
): Promise<void> {
  for (const land of world.lands) {
    const settings = new Map(land.schools.map((school) => [school.office.code, school.settings]))
    const offices = [...land.offices, ...land.schools.map((school) => school.office)].map((office) => ({
      ...office,
      settings: settings.get(office.code) ?? {},
    }))
    await plant(house.pool, { pack: land.pack, offices, isDemo: true })
    await loadPeople(house.pool, land)
  }
  await house.directory.load()
  const schools = world.lands.flatMap((land) => land.schools.map((school) => ({ land, school })))
  let done = 0
  await inParallel(4, schools, async ({ land, school }) => {
    const unsent = since ? await unsentOf(house.pool, officeId(land.pack, school.office.code), since) : undefined
    await send(house, admissions(world, land, school), unsent)
    const told = [
      ...history(world, land, school),
      ...goods(world, land, school),
      ...money(world, land, school),
      ...meals(world, land, school),
      ...staff(world, land, school.office.code, land.schools.indexOf(school), since !== undefined),
      // Their time goes by the days shown, so that they are told once, with the first load.
      ...(since ? [] : [...numbers(land, school), ...cutOver(land, school), ...leave(world, land, school)]),
    ]
    for (const parcel of told) await send(house, parcel, unsent)
    done += 1
    if (done % 10 === 0 || done === schools.length) say(`demonstration: ${done} of ${schools.length} schools`)
  })
  for (const land of world.lands) {
    const own = new Set(land.schools.map(({ office }) => office.code))
    for (const office of new Set(land.posts.map((post) => post.office))) {
      if (own.has(office)) continue
      const unsent = since ? await unsentOf(house.pool, officeId(land.pack, office), since) : undefined
      for (const parcel of staff(world, land, office, -1)) await send(house, parcel, unsent)
    }
  }
  if (since === undefined)
    for (const land of world.lands)
      for (const parcel of [
        ...parcelsOf(land, outagesOf(staffWorld(world, land))),
        ...declarations(land),
        ...land.leaves.flatMap((leave) => leaveSteps(land, leave)),
      ])
        await send(house, parcel)
  await house.rollup.drain()
}

/** The cut-over: the pages of the admission register as they stood before the first day of the history. */
function admissions(world: DemoWorld, land: DemoLand, school: DemoSchool): Parcel {
  const start = instant(land.days[0]!, land) - 14 * 86_400_000
  const entries = school.pupils.flatMap((pupil) => {
    const at = Math.max(start, instant(pupil.admitted, land) + 39_600_000)
    const isMoved = pupil.group !== pupil.admittedTo
    const { id, no, roll, names, mother, father, sex, birth, proof, category, admitted, admittedTo } = pupil
    const page = {
      pupil: id,
      on: admitted,
      group: admittedTo,
      ...(!isMoved && { roll }),
      name: names,
      mother,
      father,
      sex,
      birth,
      proof,
      no,
      ...(category && { category }),
    }
    const enter = entryOf(land, school.office.code, school.head, 'admission', 'enter', page, at)
    return isMoved
      ? [
          enter,
          entryOf(
            land,
            school.office.code,
            school.head,
            'admission',
            'move',
            { group: pupil.group, from: pupil.since, roll },
            at + 1000,
            id,
          ),
        ]
      : [enter]
  })
  return {
    author: school.head,
    at: Math.max(...entries.map((entry) => entry.clock.at)),
    entries: entries.sort((a, b) => a.clock.at - b.clock.at),
  }
}

/** The sheets of a school, one parcel per keeper and month: as if a gateway had kept them and handed them over. */
function history(world: DemoWorld, land: DemoLand, school: DemoSchool): Parcel[] {
  const parcels = new Map<string, Parcel>()
  for (const sheet of sheets(world, land, school)) {
    const { day, group, by, takenAt, receivedAt } = sheet
    const key = `${by} ${day.slice(0, 7)}`
    const parcel = parcels.get(key) ?? { author: by, at: 0, entries: [], received: new Map<string, number>() }
    const entry = entryOf(
      land,
      school.office.code,
      by,
      'attendance',
      'enter',
      { on: day, group, marks: marksOf(sheet) },
      takenAt,
    )
    parcel.entries.push(entry)
    parcel.received!.set(entry.id, receivedAt)
    parcel.at = Math.max(parcel.at, receivedAt)
    parcels.set(key, parcel)
  }
  return [...parcels.values()]
}

/** Schools of a land that have all their goods written; the others have enough to be counted. */
const FULL_CUPBOARDS = 3

/** Goods of a school, a parcel for each writer and month: in a month that is still open nothing is held. */
function goods(world: DemoWorld, land: DemoLand, school: DemoSchool): Parcel[] {
  const { pack } = packs[land.pack]!
  const { seed, today } = world
  const from = yearStartOf(pack, today)
  const isFull = land.schools.indexOf(school) < FULL_CUPBOARDS
  const parcels = new Map<string, Parcel>()
  const pages = goodsOf({ seed, today, from, land, school, isFull })
  // What the head does with the money comes after the teachers have entered it.
  const late = ({ system, step }: DemoPage) => (system === 'dbt' ? (step === 'enter' ? 1 : 2) : 0)
  const turn = (page: DemoPage) => `${late(page)} ${monthOf(page.day)}`
  for (const page of [...pages].sort((a, b) => turn(a).localeCompare(turn(b)))) {
    const at = instant(page.day, land) + 12 * 3_600_000
    const key = `${turn(page)} ${page.by}`
    const parcel = parcels.get(key) ?? { author: page.by, at: 0, entries: [] }
    parcel.at = Math.max(parcel.at, at)
    parcel.entries.push(entryOf(land, school.office.code, page.by, page.system, page.step, page.body, at, page.stream))
    parcels.set(key, parcel)
  }
  return [...parcels.values()]
}

/** Midday meals of last month and this one, one parcel a month: each page arrives in the afternoon of its day. */
function meals(world: DemoWorld, land: DemoLand, school: DemoSchool): Parcel[] {
  const { pack } = packs[land.pack]!
  const from = yearStartOf(pack, world.today)
  const kitchen = kitchenOf(pack, land, school, { seed: world.seed, from, all: sheets(world, land, school) })
  const now = monthOf(land.days.at(-1)!)
  const days = land.days.filter((day) => day >= `${monthBefore(now)}-01` && isTold(school, day, world.today))
  if (!kitchen || days.length === 0) return []
  const pages = mealPages(kitchen, days)
  const all = [...pages, ...besideMeals(kitchen, days), ...mealBooks(kitchen, days, pages)]
  // Sacks and money are there before the meal is cooked; what was found out about it comes after.
  const turn = ({ system }: DemoPage) => ['meal-cook', 'meal-grain', 'meal-cash', 'meals'].indexOf(system) + 1 || 9
  const parcels = new Map<string, Parcel>()
  for (const page of all.sort((a, b) => a.day.localeCompare(b.day) || turn(a) - turn(b))) {
    const month = monthOf(page.day)
    const parcel = parcels.get(month) ?? { author: page.by, at: 0, entries: [], received: new Map<string, number>() }
    const at = instant(page.day, land) + 12.5 * 3_600_000 + turn(page) * 60_000
    const entry = entryOf(land, school.office.code, page.by, page.system, page.step, page.body, at, page.stream)
    parcel.entries.push(entry)
    parcel.received!.set(entry.id, at + 20_000)
    parcel.at = at + 20_000
    parcels.set(month, parcel)
  }
  return [...parcels.values()]
}

/** Today's meal is told by a school whose sheets are all in. */
const isTold = (school: DemoSchool, day: Day, today: Day): boolean =>
  day < today || (day === today && school.today.length === school.settings.groups.length)

const staffWorld = ({ seed, today }: DemoWorld, land: DemoLand) => ({ seed, today, land, pack: packs[land.pack]!.pack })

/** The days of staff at an office; a school that never writes has none. Papers are told once, with the first load. */
function staff(world: DemoWorld, land: DemoLand, office: string, index: number, isLater = false): Parcel[] {
  if (land.schools[index]?.habit === 'never') return []
  const doings = staffDays(staffWorld(world, land), office, index)
  return parcelsOf(
    land,
    doings.filter(({ system }) => !isLater || system === 'staff-attendance'),
  )
}

/** What people did, a parcel for each author and month: every entry arrives on its own day. */
function parcelsOf(land: DemoLand, doings: readonly StaffDoing[]): Parcel[] {
  const parcels = new Map<string, Parcel>()
  for (const { office, by, at, system, step, body, stream, reason } of [...doings].sort((a, b) => a.at - b.at)) {
    const key = `${system} ${by} ${new Date(at).toISOString().slice(0, 7)}`
    const parcel = parcels.get(key) ?? { author: by, at: 0, entries: [], received: new Map<string, number>() }
    const entry = entryOf(land, office, by, system, step, body, at, stream)
    parcel.entries.push(reason === undefined ? entry : { ...entry, reason })
    parcel.received!.set(entry.id, at + 4_000)
    parcel.at = at + 4_000
    parcels.set(key, parcel)
  }
  return [...parcels.values()]
}

/** Money and meetings, one parcel for each day and author, in the order in which it all happened. */
function money(world: DemoWorld, land: DemoLand, school: DemoSchool): Parcel[] {
  return inOrder(land, school, moneyHistory(world.seed, land, school, land.schools.indexOf(school)))
}

/** Numbers from which a school may send text messages. */
const numbers = (land: DemoLand, school: DemoSchool): Parcel[] =>
  inOrder(land, school, numberHistory(land, school, land.schools.indexOf(school)))

/** Leave accounts, and leave that waits. */
const leave = (world: DemoWorld, land: DemoLand, school: DemoSchool): Parcel[] =>
  inOrder(land, school, longLeaves(world.seed, land, school, land.schools.indexOf(school)))

/** How the schools leave paper, wave by wave. */
const cutOver = (land: DemoLand, school: DemoSchool): Parcel[] =>
  inOrder(land, school, cutOverHistory(land, school, land.schools.indexOf(school)))

function inOrder(land: DemoLand, school: DemoSchool, doings: readonly Doing[]): Parcel[] {
  const parcels: Parcel[] = []
  for (const { by, at, system, step, body, stream } of doings) {
    const last = parcels.at(-1)
    const parcel = last?.author === by && at - last.at < 86_400_000 ? last : { author: by, at, entries: [] }
    if (parcel !== last) parcels.push(parcel)
    parcel.at = at
    parcel.entries.push(entryOf(land, school.office.code, by, system, step, body, at, stream))
  }
  return parcels
}

const declarations = (land: DemoLand): Parcel[] =>
  land.declared.map(({ office, by, at, on, kind, cause, title, note }) => ({
    author: by,
    at,
    entries: [entryOf(land, office, by, 'holiday', 'enter', { on, kind, cause, title, ...(note && { note }) }, at)],
  }))

const leaveSteps = (land: DemoLand, { id, office, teacher, days, ground, note, steps }: DemoLeave): Parcel[] =>
  steps.map(({ step, by, at, reason }) => {
    const body: Body = step === 'ask' ? { case: id, teacher, days, ground, note } : {}
    const entry = entryOf(land, office, by, 'casual-leave', step, body, at, id)
    return { author: by, at, entries: [reason === undefined ? entry : { ...entry, reason }] }
  })

function entryOf(
  land: DemoLand,
  officeCode: string,
  by: string,
  system: string,
  step: string,
  body: Body,
  at: number,
  stream?: string,
): Entry {
  const office = officeId(land.pack, officeCode)
  const place = stream ?? streamFor(system, body)
  return {
    id: idAt(at, `${office} ${system} ${place} ${step}`),
    office,
    system,
    version: getSystem(system).version,
    stream: place,
    step,
    body,
    replaces: [],
    by,
    post: postOf(land, by),
    device: DEVICE,
    clock: { at, since: 60_000, contact: at - 60_000 },
  }
}

function postOf(land: DemoLand, person: string): string {
  const found = land.postings.find((posting) => posting.person === person)
  if (!found) throw new Error(`POST_NOT_HELD: ${person}`)
  return found.post
}

const authors = new Map<string, Author>()

async function send(
  house: House,
  { author, at, entries: all, received }: Parcel,
  isUnsent?: (entry: Entry) => boolean,
): Promise<void> {
  const entries = isUnsent ? all.filter(isUnsent) : all
  const known = authors.get(author) ?? { person: author, posts: await house.directory.postsOf(author) }
  authors.set(author, known)
  for (let i = 0; i < entries.length; i += 200) {
    const answers = await house.ledger.append(
      known,
      entries.slice(i, i + 200),
      at,
      (entry) => received?.get(entry.id) ?? at,
    )
    const bad = answers.find((answer) => answer.status === 'refused')
    // What visitors did in the meantime may stand against what was to come.
    if (bad && !isUnsent)
      throw new Error(
        `DEMO_REFUSED: ${JSON.stringify(bad.problems)} ${JSON.stringify(entries.find((e) => e.id === bad.id)).slice(0, 300)}`,
      )
  }
}

/** A UUIDv7 of a moment whose other bits follow from a text. */
function idAt(at: number, text: string): string {
  const time = Math.floor(at).toString(16).padStart(12, '0')
  const hash = createHash('sha256').update(text).digest('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-a${hash.slice(3, 6)}-${hash.slice(6, 18)}`
}

/** Midnight of a day at the land, in UTC milliseconds. */
const instant = (day: Day, land: DemoLand): number => Date.parse(`${day}T00:00:00Z`) - land.zone * 60_000
