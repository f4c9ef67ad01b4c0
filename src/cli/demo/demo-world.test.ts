import { describe, expect, it } from 'vitest'
import { isUuid } from '#kernel/field/ref.ts'
import { addDays, daysBetween } from '#kernel/rule/day.ts'
import { packs } from '#packs/index.ts'
import { isListedOpen, localDay } from './calendar.ts'
import { demoWorld, sheets } from './demo-world.ts'
import { hash128 } from './random.ts'
import { marksOf, type DemoLand, type DemoSheet } from './world.ts'

const today = '2026-11-23'
const world = demoWorld('seed', today)
const all = (land: DemoLand): DemoSheet[] => land.schools.flatMap((school) => [...sheets(world, land, school)])
const rate = (list: readonly DemoSheet[]) => {
  const marks = list.map((sheet) => sheet.marks).join('')
  return marks.replaceAll(/[AL]/g, '').length / marks.length
}
const fingerprint = (seed: string, day: string): string => {
  const made = demoWorld(seed, day)
  const some = made.lands.flatMap((land) =>
    [...sheets(made, land, land.schools[2]!)].map((s) => s.marks + s.receivedAt),
  )
  return hash128(JSON.stringify(made) + some.join()).join()
}

it('follows from the seed and the day alone', () => {
  expect(fingerprint('seed', today)).toBe(fingerprint('seed', today))
  expect(fingerprint('seed', today)).not.toBe(fingerprint('other', today))
})

it('is written in NFC', () => {
  const text = JSON.stringify(world)
  expect(text === text.normalize('NFC')).toBe(true)
})

it('is made on any day of any year', () => {
  for (const day of ['2026-01-20', '2026-03-10', '2026-06-10', '2026-10-20', '2027-01-03', '2027-04-02', '2028-02-29'])
    for (const land of demoWorld('x', day).lands) {
      expect(land.days).toHaveLength(60)
      expect(land.days.at(-1)! <= day).toBe(true)
    }
})

it('has the sizes that the guide promises', () => {
  const [bd, up] = world.lands
  expect([bd!.schools.length, up!.schools.length]).toEqual([22, 40])
  const pupils = (land: DemoLand) => land.schools.reduce((sum, school) => sum + school.pupils.length, 0)
  expect(pupils(bd!)).toBeGreaterThan(5000)
  expect(pupils(bd!)).toBeLessThan(6000)
  expect(pupils(up!)).toBeGreaterThan(5900)
  expect(pupils(up!)).toBeLessThan(7000)
})

it('gives every account a person with a title, and one officer two posts', () => {
  const names = world.accounts.map((account) => account.username)
  expect(new Set(names).size).toBe(names.length)
  for (const who of [
    'teacher.pabna',
    'head.pabna',
    'aueo.pabna',
    'ueo.pabna',
    'dpeo.pabna',
    'dd.rajshahi',
    'dg.dpe',
    'teacher.kanpur',
    'head.kanpur',
    'beo.kanpur',
    'bsa.kanpur',
  ])
    expect(names).toContain(who)
  for (const account of world.accounts) expect(account.titles.length, account.username).toBeGreaterThan(0)
  expect(world.accounts.find((account) => account.username === 'aueo.pabna')!.titles.map((title) => title.en)).toEqual([
    'Assistant Upazila Education Officer',
    'Upazila Education Officer',
  ])
})

describe.each(world.lands.map((land) => [land.pack, land] as const))('%s', (id, land) => {
  const { pack, offices } = packs[id]!
  const list = all(land)

  it('stands under the offices of its pack', async () => {
    const codes = new Map(
      [...(await offices()), ...land.offices, ...land.schools.map((school) => school.office)].map((o) => [o.code, o]),
    )
    expect(codes.size).toBe((await offices()).length + land.offices.length + land.schools.length)
    for (const office of [...land.offices, ...land.schools.map((school) => school.office)]) {
      const levels = pack.levels.map((level) => level.id)
      expect(levels.indexOf(office.level) - levels.indexOf(codes.get(office.parent!)!.level)).toBe(1)
    }
    for (const post of land.posts)
      expect(pack.posts.find((kind) => kind.id === post.kind)?.level).toBe(codes.get(post.office)?.level)
    expect(new Set(land.schools.map((school) => school.office.tile!.join())).size).toBe(land.schools.length)
    for (const school of land.schools)
      for (const name of [school.office.names.bn, school.office.names.hi, school.office.names.en])
        expect(name).toMatch(/নমুনা|नमूना|demo/)
  })

  it('names everything by a UUID of its own', () => {
    const ids = [land.people, land.posts, land.postings, land.leaves, ...land.schools.map((s) => s.pupils)].flatMap(
      (things) => things.map(({ id: own }) => own),
    )
    expect(ids.filter((own) => !isUuid(own))).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('numbers the pupils of a school without gaps, in order of admission', () => {
    for (const { pupils, settings } of land.schools) {
      expect(pupils.map((pupil) => pupil.no)).toEqual(pupils.map((_, i) => i + 1))
      const days = pupils.map((pupil) => pupil.admitted)
      expect(days).toEqual([...days].sort())
      for (const group of settings.groups) {
        const size = pupils.filter((pupil) => pupil.group === group).length
        expect(size >= 18 && size <= 60).toBe(true)
      }
      for (const pupil of pupils) {
        const age = daysBetween(pupil.birth, pupil.admitted) / 365.25
        expect(age > 4.5 && age < 17, `${pupil.birth} ${pupil.admitted} ${pupil.group}`).toBe(true)
        expect(pupil.admitted <= pupil.since && pupil.since <= today).toBe(true)
      }
    }
  })

  it('has twins, a child born on 29 February, names with dots and names of one word, all in NFC', () => {
    const pupils = land.schools.flatMap((school) => school.pupils)
    expect(pupils.some((pupil) => pupil.birth.endsWith('02-29'))).toBe(true)
    const first = land.schools[0]!.pupils
    const isTwin = first.some((a) =>
      first.some((b) => a !== b && a.birth === b.birth && a.mother === b.mother && a.group === b.group),
    )
    expect(isTwin).toBe(true)
    const names = [
      ...pupils.flatMap((pupil) => [pupil.names, pupil.mother, pupil.father]),
      ...land.people.map((person) => person.names),
    ]
    expect(names.some((name) => name.en!.includes('.'))).toBe(true)
    expect(names.some((name) => !name.en!.includes(' '))).toBe(true)
    for (const name of names) for (const text of Object.values(name)) expect(text).toBe(text.normalize('NFC').trim())
  })

  it('keeps sheets of sixty school days that end today, and none of tomorrow', () => {
    expect(land.days).toHaveLength(60)
    expect(land.days.at(-1)).toBe(today)
    for (const day of land.days) expect(isListedOpen(pack, day)).toBe(true)
    const seen = new Set(list.map((sheet) => sheet.day))
    for (const day of land.days) expect(seen.has(day), day).toBe(true)
    for (const sheet of list) {
      expect(sheet.marks).toMatch(/^[PATL]+$/)
      expect(sheet.marks.length).toBe(sheet.pupils.length)
      expect(localDay(sheet.takenAt, land.zone)).toBe(sheet.day)
      expect(sheet.receivedAt > sheet.takenAt && localDay(sheet.receivedAt, land.zone) <= today).toBe(true)
      expect(sheet.pupils.every((pupil) => pupil.group === sheet.group && pupil.admitted <= sheet.day)).toBe(true)
    }
    expect(Object.keys(marksOf(list[0]!))).toHaveLength(list[0]!.pupils.length)
  })

  it('has a school that never reports and one that is two days late', () => {
    const of = (habit: string) => land.schools.filter((school) => school.habit === habit)
    expect(of('never').flatMap((school) => [...sheets(world, land, school)])).toEqual([])
    const late = of('late').flatMap((school) => [...sheets(world, land, school)])
    expect(late.length).toBeGreaterThan(100)
    for (const sheet of late) expect(localDay(sheet.receivedAt, land.zone)).toBe(addDays(sheet.day, 2))
  })

  it('shows today under way: some seven schools of ten, and not yet the sheet of the teacher with an account', () => {
    const reported = land.schools.filter((school) =>
      [...sheets(world, land, school)].some((sheet) => sheet.day === today),
    )
    expect(reported.length / land.schools.length).toBeGreaterThan(0.55)
    expect(reported.length / land.schools.length).toBeLessThan(0.8)
    const teacher = world.accounts.find((account) => account.username.startsWith('teacher.') && account.pack === id)!
    const hers = [...sheets(world, land, land.schools[0]!)].filter((sheet) => sheet.by === teacher.person)
    expect(hers.length).toBeGreaterThan(40)
    expect(hers.some((sheet) => sheet.day === today)).toBe(false)
  })

  it('dips at harvest and rises at examinations', () => {
    const on = (from: number, to: number) =>
      rate(list.filter((sheet) => land.days.indexOf(sheet.day) >= from && land.days.indexOf(sheet.day) < to))
    expect(on(0, 38)).toBeGreaterThan(0.84)
    expect(on(0, 38) - on(41, 47)).toBeGreaterThan(0.08)
    expect(on(50, 54) - on(0, 38)).toBeGreaterThan(0.02)
    for (const mark of ['T', 'L']) expect(list.some((sheet) => sheet.marks.includes(mark))).toBe(true)
  })

  it('declares days closed that are no school days', () => {
    const [forAll, own] = land.declared
    expect(land.days).not.toContain(forAll!.on)
    expect(isListedOpen(pack, forAll!.on)).toBe(true)
    const school = land.schools.find((s) => s.office.code === own!.office)!
    expect([...sheets(world, land, school)].some((sheet) => sheet.day === own!.on)).toBe(false)
  })

  it('has leave in every state, asked by staff of the school, without overlap', () => {
    expect(new Set(land.leaves.map((leave) => leave.state))).toEqual(
      new Set(['asked', 'granted', 'returned', 'refused', 'withdrawn']),
    )
    const heads = new Set(land.schools.map((school) => school.head))
    expect(land.leaves.some((leave) => heads.has(leave.teacher) && leave.state === 'asked')).toBe(true)
    const headDays = Number(pack.rates['leave.casual.headDays']![0]!.value)
    for (const leave of land.leaves) {
      const length = daysBetween(leave.days.from, leave.days.to) + 1
      for (let i = 0; i < length; i++) expect(isListedOpen(pack, addDays(leave.days.from, i))).toBe(true)
      const posts = new Set(land.posts.filter((post) => post.office === leave.office).map((post) => post.id))
      expect(land.postings.some((posting) => posting.person === leave.teacher && posts.has(posting.post))).toBe(true)
      const [ask, then] = leave.steps
      expect(ask!.at < (then?.at ?? Infinity) && localDay(leave.steps.at(-1)!.at, land.zone) <= today).toBe(true)
      const byHead = then !== undefined && then.step !== 'withdraw' && heads.has(then.by)
      expect(byHead && (length > headDays || heads.has(leave.teacher))).toBe(false)
      const others = land.leaves.filter((other) => other !== leave && other.teacher === leave.teacher)
      expect(others.some((other) => other.days.from <= leave.days.to && leave.days.from <= other.days.to)).toBe(false)
    }
  })
})
