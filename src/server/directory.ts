import type { LineOffice, OfficeView, StaffView } from '#kernel/define/context.ts'
import { coversDay } from '#kernel/define/make-context.ts'
import type { Actor, Role } from '#kernel/define/who.ts'
import { roles } from '#kernel/define/who.ts'
import type { Name } from '#kernel/field/name.ts'
import type { Pack } from '#kernel/pack.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'
import { dayIn } from '#kernel/rule/day-in.ts'
import { packs } from '#packs/index.ts'
import type { Pool } from './db/pool.ts'

/** An office as the server keeps it in memory: the whole tree fits (130,000 schools are some 70 MB). */
export type Office = OfficeView & {
  pack: string
  parent?: string
  lat?: number
  lon?: number
  tile?: [number, number]
  isClosed: boolean
  /** The first day on which it no longer stood; it counts for the days before. */
  closed?: Day
}

/** A post that a person holds or held, with the days. */
export type Held = { post: string; role: Role; kind: string; title: Name; office: Office; from: Day; to?: Day }

const STAFF_MS = 10_000

/** How long those who left are still of interest to the pages of their days, and how early those who come are known. */
const DAYS_AFTER = 130
const DAYS_BEFORE = 30

/**
 * Who stands where: the office tree in memory, staff read when needed and kept for ten seconds. Changes to offices
 * call `load` again; changes to postings call `forget`.
 */
export class Directory {
  private readonly pool: Pool
  private offices = new Map<string, Office>()
  private below = new Map<string, Office[]>()
  private schoolCounts = new Map<string, number>()
  private closedSchools: Office[] = []
  private staffCounts = new Map<string, number>()
  private staffKept = new Map<string, { at: number; staff: StaffView[] }>()

  constructor(pool: Pool) {
    this.pool = pool
  }

  async load(): Promise<void> {
    const { rows } = await this.pool.query(
      `select id, pack, code, level, names, settings, parent, path, lat, lon, tile, closed, closed is not null and closed <= current_date as gone from office`,
    )
    const offices = new Map<string, Office>()
    const below = new Map<string, Office[]>()
    for (const row of rows) {
      offices.set(row.id, {
        id: row.id,
        pack: row.pack,
        code: row.code,
        level: row.level,
        names: row.names,
        settings: row.settings,
        path: row.path,
        isClosed: row.gone,
        ...(row.parent && { parent: row.parent }),
        ...(row.closed && { closed: row.closed as Day }),
        ...(row.lat !== null && { lat: row.lat, lon: row.lon }),
        ...(row.tile && { tile: row.tile }),
      })
    }
    const counts = new Map<string, number>()
    for (const office of offices.values()) {
      if (office.parent) below.set(office.parent, [...(below.get(office.parent) ?? []), office])
      if (office.level !== 'school' || office.isClosed) continue
      for (let at: Office | undefined = office; at; at = at.parent ? offices.get(at.parent) : undefined)
        counts.set(at.id, (counts.get(at.id) ?? 0) + 1)
    }
    for (const list of below.values()) list.sort((a, b) => (a.code < b.code ? -1 : 1))
    this.offices = offices
    this.below = below
    this.schoolCounts = counts
    this.closedSchools = [...offices.values()].filter((office) => office.level === 'school' && office.isClosed)
    this.staffKept.clear()
    await this.countStaff()
  }

  /** Counts who works where, for the whole tree; asked again after postings have changed. */
  async countStaff(): Promise<void> {
    const { rows } = await this.pool.query(
      `select t.office, count(distinct g.person)::int as count from posting g join post t on t.id = g.post
       where t.role <> 'viewer' and g.kind <> 'additional' and g.valid_from <= current_date and (g.valid_to is null or g.valid_to >= current_date)
       group by t.office`,
    )
    const counts = new Map<string, number>()
    for (const { office, count } of rows as { office: string; count: number }[])
      for (const { id } of this.upward(office)) counts.set(id, (counts.get(id) ?? 0) + count)
    this.staffCounts = counts
  }

  find(id: string): Office | undefined {
    return this.offices.get(id)
  }

  get(id: string): Office {
    const office = this.offices.get(id)
    if (!office) throw new Error(`OFFICE_UNKNOWN: ${id}`)
    return office
  }

  all(): Iterable<Office> {
    return this.offices.values()
  }

  findByCode(pack: string, code: string): Office | undefined {
    for (const office of this.offices.values()) if (office.pack === pack && office.code === code) return office
    return undefined
  }

  packOf(office: Office): Pack {
    return packs[office.pack]!.pack
  }

  /** The offices directly below: those that stand, or that stood on a day. What was merged into a school is part of it. */
  children(id: string, day?: Day): readonly Office[] {
    const below = this.find(id)?.level === 'school' ? [] : (this.below.get(id) ?? [])
    return below.filter((office) => stood(office, day))
  }

  /** An office and all below it, whether they stand or not. */
  subtree(id: string): Office[] {
    const office = this.find(id)
    return office ? [office, ...(this.below.get(id) ?? []).flatMap((child) => this.subtree(child.id))] : []
  }

  /** How many schools stand at or below an office, or stood there on a day. */
  schools(id: string, day?: Day): number {
    const gone =
      day === undefined
        ? []
        : this.closedSchools.filter((school) => stood(school, day) && school.path.startsWith(this.get(id).path))
    return (this.schoolCounts.get(id) ?? 0) + gone.length
  }

  /** How many people work at or below an office, not counting posts held beside another one. */
  posted(id: string): number {
    return this.staffCounts.get(id) ?? 0
  }

  /** The office and all above it, from itself to the root. */
  upward(id: string): Office[] {
    const line: Office[] = []
    for (let at = this.find(id); at; at = at.parent ? this.find(at.parent) : undefined) line.push(at)
    return line
  }

  today(office: Office, now: number): Day {
    return dayIn(this.packOf(office).timeZone, now)
  }

  /** People posted at an office today, those in charge before others. */
  async staff(id: string): Promise<readonly StaffView[]> {
    const today = this.today(this.get(id), Date.now())
    return (await this.staffAround(id)).filter((one) => coversDay(one, today))
  }

  /** The same with those who left of late and those who are to come. */
  async staffAround(id: string): Promise<readonly StaffView[]> {
    const kept = this.staffKept.get(id)
    if (kept && Date.now() - kept.at < STAFF_MS) return kept.staff
    const office = this.get(id)
    const today = this.today(office, Date.now())
    const { rows } = await this.pool.query({
      name: 'staff',
      text: `select p.id as person, p.names, p.sex, p.code, t.id as post, t.role, t.kind, g.kind as posting, g.valid_from, g.valid_to
        from post t join posting g on g.post = t.id join person p on p.id = g.person
        where t.office = $1 and g.valid_from <= $3 and (g.valid_to is null or g.valid_to >= $2)
        order by array_position(array['officer', 'head', 'teacher', 'clerk', 'viewer'], t.role), p.id`,
      values: [id, addDays(today, -DAYS_AFTER), addDays(today, DAYS_BEFORE)],
    })
    const staff = rows.map((row) => ({
      person: row.person as string,
      names: row.names as Name,
      role: row.role as Role,
      post: row.post as string,
      title: this.titleOf(office, row.kind),
      from: row.valid_from as Day,
      kind: row.posting as string,
      ...(row.code && { code: row.code as string }),
      ...(row.sex && { sex: row.sex as string }),
      ...(row.valid_to && { to: row.valid_to as Day }),
    }))
    this.staffKept.set(id, { at: Date.now(), staff })
    return staff
  }

  /** For each role the nearest office at or above in which somebody holds such a post. */
  async nearest(id: string): Promise<Partial<Record<Role, string>>> {
    const found: Partial<Record<Role, string>> = {}
    for (const office of this.upward(id)) {
      for (const { role } of await this.staff(office.id)) found[role] ??= office.id
      if (roles.every((role) => found[role] !== undefined)) break
    }
    return found
  }

  /** The office and all above it with those who hold posts there: the way that a case may go. */
  async line(id: string): Promise<LineOffice[]> {
    const offices = this.upward(id)
    const staffs = await Promise.all(offices.map((office) => this.staff(office.id)))
    return offices.map((office, i) => ({
      id: office.id,
      level: office.level,
      names: office.names,
      holders: office.level === 'school' ? [] : staffs[i]!.map(({ role, title, names }) => ({ role, title, names })),
    }))
  }

  /** Postings change rarely; whoever changes one calls this. */
  forget(id?: string): void {
    if (id === undefined) this.staffKept.clear()
    else this.staffKept.delete(id)
  }

  /** Posts of a person, present ones first. */
  async postsOf(person: string): Promise<Held[]> {
    const { rows } = await this.pool.query({
      name: 'posts-of',
      text: `select t.id as post, t.role, t.kind as post_kind, t.office, g.kind, g.valid_from, g.valid_to
        from posting g join post t on t.id = g.post where g.person = $1
        order by g.valid_to desc nulls first, array_position(array['regular', 'acting', 'additional'], g.kind), g.valid_from`,
      values: [person],
    })
    return rows.flatMap((row) => {
      const office = this.find(row.office)
      if (!office) return []
      return [
        {
          post: row.post as string,
          role: row.role as Role,
          kind: row.kind as string,
          title: this.titleOf(office, row.post_kind),
          office,
          from: row.valid_from as Day,
          ...(row.valid_to && { to: row.valid_to as Day }),
        },
      ]
    })
  }

  private titleOf(office: Office, kind: string): Name {
    return this.packOf(office).posts.find((post) => post.id === kind)?.title ?? { en: kind }
  }
}

/** The actor that a held post makes of a person. */
export const actorOf = (person: string, held: Held): Actor => ({
  person,
  post: held.post,
  role: held.role,
  office: held.office.id,
  path: held.office.path,
  title: held.title,
})

const stood = (office: Office, day: Day | undefined): boolean =>
  !office.isClosed || (day !== undefined && office.closed !== undefined && day < office.closed)
