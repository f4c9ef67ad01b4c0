import { createHash, randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Entry } from '#kernel/entry/envelope.ts'
import type { PackOffice } from '#kernel/pack.ts'
import { addDays } from '#kernel/rule/day.ts'
import { dayIn } from '#kernel/rule/day-in.ts'
import { packs } from '#packs/index.ts'
import { lockedDay } from '#server/append/office-context.ts'
import type { House } from '#server/house.ts'
import { streamFor } from '#server/append/ledger.ts'
import { officeId, plant } from '#server/tree/plant.ts'

const PACK = 'bd-primary'
export const GROUPS = ['1-A', '2-A', '3-A', '4-A', '5-A', '1-B', '2-B', '3-B']
export const CLASS_SIZE = 40

export type School = { office: string; person: string; post: string; cookie: string; pupils: Map<string, string[]> }

/** Schools of eight classes of forty, each with a head who is signed in: the load of every bench that appends. */
export async function makeSchools(house: House, count: number): Promise<School[]> {
  const offices: PackOffice[] = Array.from({ length: count }, (_, i) => ({
    code: `bench-${i}`,
    level: 'school',
    parent: '50-76-pabna-sadar',
    names: { en: `Bench ${i}` },
  }))
  await plant(house.pool, {
    pack: PACK,
    offices: offices.map((office) => ({ ...office, settings: { groups: GROUPS } })),
    isDemo: true,
  })
  await house.directory.load()
  const schools: School[] = []
  for (const { code } of offices) schools.push(await makeSchool(house, officeId(PACK, code)))
  return schools
}

async function makeSchool(house: House, office: string): Promise<School> {
  const { person, post, cookie } = await seat(house, office, 'head', 'head')
  const school: School = { office, person, post, cookie, pupils: new Map() }
  const now = Date.now()
  const entries = GROUPS.flatMap((group) =>
    Array.from({ length: CLASS_SIZE }, (_, i) => {
      const pupil = uuidv7()
      school.pupils.set(group, [...(school.pupils.get(group) ?? []), pupil])
      return entryOf(
        school,
        'admission',
        {
          pupil,
          on: '2026-01-04',
          group,
          roll: i + 1,
          name: { en: `Pupil ${i + 1}` },
          sex: i % 2 ? 'boy' : 'girl',
          birth: '2018-05-05',
          proof: 'birth-certificate',
          mother: { en: `Mother ${group} ${i}` },
        },
        now,
      )
    }),
  )
  const author = { person, posts: await house.directory.postsOf(person) }
  for (let i = 0; i < entries.length; i += 160) {
    const answers = await house.ledger.append(author, entries.slice(i, i + 160), now)
    const bad = answers.find((answer) => answer.status !== 'accepted')
    if (bad) throw new Error(JSON.stringify(bad))
  }
  return school
}

/** The day it is at the schools of the pack. */
export const today = (): string => dayIn('Asia/Dhaka', Date.now())

/** Declares today a school day, so that what is measured does not hang on the day of the week. */
export async function openToday(house: House, school: School): Promise<void> {
  const author = { person: school.person, posts: await house.directory.postsOf(school.person) }
  const body = { on: today(), kind: 'open', cause: 'other' }
  const [answer] = await house.ledger.append(author, [entryOf(school, 'holiday', body, Date.now())], Date.now())
  if (answer?.status !== 'accepted') throw new Error(JSON.stringify(answer))
}

/** An officer at an office who is signed in, her second factor set up; returns her cookie. */
export async function seatOfficer(house: House, office: string): Promise<string> {
  return (await seat(house, office, 'secretary', 'officer')).cookie
}

async function seat(
  house: House,
  office: string,
  kind: string,
  role: string,
): Promise<{ person: string; post: string; cookie: string }> {
  const [person, post, device, token] = [uuidv7(), uuidv7(), uuidv7(), randomBytes(32).toString('base64url')]
  const query = (text: string, values: unknown[]) => house.pool.query(text, values)
  await query(`insert into person (id, names, is_demo) values ($1, '{"en":"Bench"}', true)`, [person])
  await query(`insert into post (id, office, kind, role) values ($1, $2, $3, $4)`, [post, office, kind, role])
  await query(`insert into posting (id, post, person, valid_from) values ($1, $2, $3, '2020-01-01')`, [
    uuidv7(),
    post,
    person,
  ])
  await query(
    `insert into account (person, username, password, must_change, totp_secret, totp_since) values ($1, $2, '', false, case when $3 then 'AAAA' end, case when $3 then now() end)`,
    [person, `bench.${person}`, role === 'officer'],
  )
  await query(
    `insert into session (id, token_hash, person, post, device, expires) values ($1, $2, $3, $4, $5, now() + interval '1 day')`,
    [uuidv7(), createHash('sha256').update(token).digest(), person, post, device],
  )
  house.directory.forget(office)
  return { person, post, cookie: `khata=${token}` }
}

/** The sheets of all classes of a school on one day: five absent in each. */
export const sheetsOf = (school: School, day: string, at: number): Entry[] =>
  GROUPS.map((group) => {
    const marks = Object.fromEntries(school.pupils.get(group)!.map((pupil, i) => [pupil, i % 8 === 3 ? 'A' : 'P']))
    return entryOf(school, 'attendance', { on: day, group, marks }, at)
  })

/** The newest school days before today that no month's lock has closed, at most `most`: early in a month they are few. */
export function openDays(most: number): string[] {
  const locked = lockedDay(packs[PACK]!.pack.rates['register.lockDay'] ?? [], today())
  const days = schoolDays(addDays(today(), -1), most)
  return days.filter((day) => locked === undefined || day > locked)
}

/** Days on which school is kept, counted back from a day, weekends of the pack left out. */
function schoolDays(from: string, count: number): string[] {
  const days: string[] = []
  for (let day = from; days.length < count; day = addDays(day, -1))
    if (![5, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())) days.push(day)
  return days
}

function entryOf(school: School, system: string, body: Entry['body'], at: number): Entry {
  return {
    id: uuidv7(),
    office: school.office,
    system,
    version: 1,
    stream: streamFor(system, body),
    step: 'enter',
    body,
    replaces: [],
    by: school.person,
    post: school.post,
    device: school.person,
    clock: { at },
  }
}
