/**
 * What numbers and access must come to, said a second time and in the plainest way: from entries alone, by loops over
 * everything, without the definitions' measures, the server's queries or the database's policies.
 */
import { fold } from '#kernel/entry/fold.ts'
import type { Accepted } from '#kernel/entry/envelope.ts'
import type { Record as Folded } from '#kernel/entry/record.ts'
import { packs } from '#packs/index.ts'
import { getSystem } from '#server/reach.ts'
import type { TestApp } from './app.ts'

export type Place = {
  id: string
  parent: string | null
  path: string
  level: string
  pack: string
  closed: string | null
}

/** `about`: whom each page was ever about, also where it is cancelled and has no body left. */
export type World = { places: Map<string, Place>; records: Folded[]; about: Map<string, string> }

type Sql = TestApp['sql']

const ENTRIES = `select id, office, system, version, stream, step, body, replaces, reason, by_person as by, post, device, clock, seq,
  assigned, flags, (extract(epoch from received) * 1000)::float8 as received from entry order by office, seq`

/** Offices, and every record folded from the entries as they lie in the ledger, whatever the caches say. */
export async function readWorld(sql: Sql): Promise<World> {
  const places = (await sql('select id, parent, path, level, pack, closed::text from office')) as Place[]
  const about = new Map<string, string>()
  const streams = new Map<string, { entry: Accepted; flags: [] }[]>()
  for (const { reason, assigned, flags, ...rest } of await sql(ENTRIES)) {
    const entry = {
      ...rest,
      seq: Number(rest['seq']),
      ...(reason !== null && { reason }),
      ...(assigned !== null && { assigned }),
    } as unknown as Accepted
    const key = keyOf(entry)
    const who = entry.body[ABOUT[entry.system] ?? '']
    if (typeof who === 'string') about.set(key, who)
    streams.set(key, [...(streams.get(key) ?? []), { entry, flags: flags as [] }])
  }
  const records = [...streams.values()].map((list) => fold(getSystem(list[0]!.entry.system), list)!)
  return { places: new Map(places.map((place) => [place.id, place])), records, about }
}

/** What names a page everywhere. */
export const keyOf = ({ office, system, stream }: Pick<Folded, 'office' | 'system' | 'stream'>): string =>
  `${office} ${system} ${stream}`

/** Itself and the offices above it. */
export function line(world: World, office: string): Place[] {
  const found: Place[] = []
  for (let at = world.places.get(office); at; at = at.parent === null ? undefined : world.places.get(at.parent))
    found.push(at)
  return found
}

/** Whether school is kept: the nearest declaration at or above goes first, then the list of the country, then the week. */
export function isOpen(world: World, office: string, day: string): boolean {
  for (const { id } of line(world, office)) {
    const page = world.records.find(
      (r) => r.system === 'holiday' && r.office === id && r.stream === day && r.state === 'entered',
    )
    if (page && page.body['kind'] === 'open') return true
    if (page && page.body['only'] !== 'female') return false
  }
  const { pack } = packs[world.places.get(office)!.pack]!
  if (pack.holidays.some((h) => h.only === undefined && h.from <= day && day <= h.to)) return false
  return !pack.weekly.includes(new Date(`${day}T00:00:00Z`).getUTCDay())
}

/** The class section of a pupil on a day, by her page, her moves and her leaving. */
function sectionOn(pupil: Folded, day: string): string | undefined {
  const page = pupil.heads[0]?.body
  if (!page || day < String(page['on'])) return undefined
  let section: string | undefined = String(page['group'])
  for (const { step, given } of pupil.acts) {
    if (step === 'move' && String(given['from']) <= day) section = String(given['group'])
    if (step === 'remove' && String(given['leftOn']) <= day) section = undefined
  }
  return section
}

export type Tally = { [key: string]: number }

/** `office system day measure` → number, for every office up to the top; zeros left out. */
export function expectedTally(world: World): Tally {
  const tally: Tally = {}
  const addUp = (office: string, rest: string, value: number) => {
    for (const { id } of line(world, office)) tally[`${id} ${rest}`] = (tally[`${id} ${rest}`] ?? 0) + value
  }
  const reported = new Set<string>()
  for (const record of world.records) {
    const { office, system, state, body } = record
    if (record.heads.length === 0) continue
    if (system === 'attendance') {
      const [on, group] = record.stream.split('/') as [string, string]
      if (!isOpen(world, office, on)) continue
      const marks = body['marks'] as { [pupil: string]: string }
      const roll = world.records.filter(
        (r) => r.system === 'admission' && r.office === office && sectionOn(r, on) === group,
      )
      addUp(office, `attendance ${on} enrolled`, roll.length)
      addUp(office, `attendance ${on} present`, roll.filter((r) => ['P', 'T'].includes(marks[r.stream] ?? '')).length)
      if (!reported.has(`${office} ${on}`)) addUp(office, `attendance ${on} reported`, 1)
      reported.add(`${office} ${on}`)
    } else if (system === 'admission' && state === 'enrolled') {
      addUp(office, 'admission 1900-01-01 pupils', 1)
      if (body['sex'] === 'girl') addUp(office, 'admission 1900-01-01 girls', 1)
    } else if (system === 'casual-leave' && state === 'asked') {
      addUp(office, 'casual-leave 1900-01-01 open', 1)
    } else if (system === 'absence') {
      const { from, to } = body['days'] as { from: string; to: string }
      for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) {
        const day = new Date(at).toISOString().slice(0, 10)
        if (isOpen(world, office, day)) addUp(office, `absence ${day} away`, 1)
      }
    }
  }
  return Object.fromEntries(Object.entries(tally).filter(([, value]) => value !== 0))
}

/** The same of what the server has added up. How many pages there are is its own business. */
export async function storedTally(sql: Sql): Promise<Tally> {
  const rows = await sql(
    `select office, system, on_day::text as day, measure, value::int as value from tally
     where value <> 0 and measure <> '#' and (measure <> 'reported' or system = 'attendance')`,
  )
  return Object.fromEntries(
    rows.map((r) => [
      `${r['office'] as string} ${r['system'] as string} ${r['day'] as string} ${r['measure'] as string}`,
      r['value'] as number,
    ]),
  )
}

/** Who reads what at and below her office: the access rule of the systems that these tests use, written out. */
const READERS: { readonly [system: string]: readonly string[] } = {
  admission: ['teacher', 'head', 'clerk', 'officer'],
  attendance: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  holiday: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  'casual-leave': ['head', 'officer'],
  absence: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  'issued-paper': ['head', 'clerk', 'officer'],
}

/** Offices so high that they see of staff what is counted, and no names. */
const ABOVE_DISTRICT: readonly string[] = ['ministry', 'directorate', 'state', 'division']

/** The field that says whom a page is about. */
const ABOUT: { readonly [system: string]: string } = { 'casual-leave': 'teacher', absence: 'person' }

export type Reader = { person: string; role: string; office: string }

/** Role within office, what is about herself, and holidays of the offices above. */
export function mayRead(world: World, reader: Reader, record: Folded): boolean {
  const isBelow = line(world, record.office).some((place) => place.id === reader.office)
  const hasNames = record.system !== 'absence' || !ABOVE_DISTRICT.includes(world.places.get(reader.office)!.level)
  if (isBelow && hasNames && READERS[record.system]!.includes(reader.role)) return true
  if (world.about.get(keyOf(record)) === reader.person) return true
  return record.system === 'holiday' && line(world, reader.office).some((place) => place.id === record.office)
}
