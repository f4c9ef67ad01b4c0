import { excerpt } from '#kernel/field/excerpt.ts'
import type { Name } from '#kernel/field/name.ts'
import type { Level } from '#kernel/pack.ts'
import type { Day } from '#kernel/rule/day.ts'
import { everywhere, within, type Client } from '../db/pool.ts'
import { officePath } from '../tree/office-path.ts'
import { officeId } from '../tree/plant.ts'
import { lockImports, type Job, type Outcome } from './job.ts'
import { writeOffices, type OfficeRow } from './write-offices.ts'
import { wordsOf, type Row } from './row.ts'

type Stored = OfficeRow & { gone: boolean }

/** What a row says; what it leaves empty stays as it is. */
type Draft = {
  row: Row
  code: string
  level: string
  parent: string | undefined
  names: Name
  lat: number | undefined
  lon: number | undefined
  opened: Day | undefined
}

/** Offices below the importer's own: new ones are made, names and places of standing ones brought up to date. */
export async function importOffices(job: Job): Promise<Outcome> {
  const { deps, actor, problems } = job
  const { pack } = actor.held.office
  const outcome = await within(deps.pool, everywhere, async (client) => {
    await lockImports(client)
    const stored = await readOffices(client, pack)
    const { fresh, changed, known } = new Plan(job, stored).make()
    if (!job.isDry && problems.total === 0)
      await writeOffices(client, pack, fresh, changed, deps.directory.today(actor.held.office, deps.now()))
    return { made: fresh.length + changed.length, known, flagged: 0 }
  })
  if (!job.isDry && problems.total === 0) await deps.directory.load()
  return outcome
}

async function readOffices(client: Client, pack: string): Promise<Map<string, Stored>> {
  const { rows } = await client.query(
    'select id, code, level, parent, path, names, lat, lon, opened, closed is not null and closed <= current_date as gone from office where pack = $1',
    [pack],
  )
  return new Map((rows as Stored[]).map((row) => [row.code, row]))
}

class Plan {
  private readonly job: Job
  private readonly stored: ReadonlyMap<string, Stored>
  private readonly levels: readonly Level[]
  private readonly planned = new Map<string, OfficeRow>()
  private readonly drafted = new Map<string, Draft>()
  readonly fresh: OfficeRow[] = []
  readonly changed: { now: OfficeRow; isRenamed: boolean }[] = []
  known = 0

  constructor(job: Job, stored: ReadonlyMap<string, Stored>) {
    this.job = job
    this.stored = stored
    this.levels = job.deps.directory.packOf(job.actor.held.office).levels
  }

  make(): this {
    const words = wordsOf(
      Object.fromEntries(
        this.levels.map(({ id, names, plural }) => [id, [...Object.values(names), ...Object.values(plural)]]),
      ),
    )
    for (const row of this.job.rows) {
      const draft = this.read(row, words)
      if (!draft) continue
      const first = this.drafted.get(draft.code)
      if (first) row.wrong('code', 'IMPORT_ROW_TWICE', { first: first.row.row })
      else this.drafted.set(draft.code, draft)
    }
    // From the top down, so that a file may list offices in any order.
    const depth = (draft: Draft) => this.depth(draft.level)
    for (const draft of [...this.drafted.values()].sort((a, b) => depth(a) - depth(b)))
      if (!draft.row.isBad) this.place(draft)
    return this
  }

  private read(row: Row, words: ReturnType<typeof wordsOf>): Draft | undefined {
    const code = row.text('code', { needed: true, max: 60, isCode: true })
    if (code !== undefined && /[/\s]/.test(code)) row.wrong('code', 'IMPORT_CODE_WRONG', { value: excerpt(code) })
    const names = row.name('name', true)
    const parent = row.text('parent', { max: 60, isCode: true })
    const standing = code === undefined ? undefined : this.stored.get(code)
    const level = row.choice('level', words) ?? this.job.level ?? standing?.level
    if (level === undefined && !row.isBad) row.wrong('level', 'FIELD_MISSING')
    const [lat, lon] = [row.degrees('lat', 90), row.degrees('lon', 180)]
    if ((lat === undefined) !== (lon === undefined) && !row.isBad)
      row.wrong(lat === undefined ? 'lat' : 'lon', 'FIELD_MISSING')
    const opened = row.day('opened')
    return code === undefined || level === undefined
      ? undefined
      : { row, code, level, parent, names: names ?? {}, lat, lon, opened }
  }

  private place(draft: Draft): void {
    const standing = this.stored.get(draft.code)
    if (standing) this.update(draft, standing)
    else this.add(draft)
  }

  private add({ row, code, level, parent, names, lat, lon, opened }: Draft): void {
    if (parent === undefined) return row.wrong('parent', 'FIELD_MISSING')
    const above = this.planned.get(parent) ?? this.stored.get(parent)
    // A row above that has a problem of its own is told there, not once more for everything below it.
    if (!above)
      return this.drafted.has(parent)
        ? undefined
        : row.wrong('parent', 'IMPORT_OFFICE_UNKNOWN', { code: excerpt(parent) })
    if ((above as Stored).gone) return row.wrong('parent', 'OFFICE_CLOSED')
    if (!above.path.startsWith(this.job.actor.held.office.path))
      return row.wrong('parent', 'IMPORT_OFFICE_FOREIGN', { code: excerpt(parent) })
    if (this.depth(level) !== this.depth(above.level) + 1)
      return row.wrong('level', 'IMPORT_LEVEL_WRONG', { level, above: above.level })
    const path = officePath(above.path, code)
    const office = {
      id: officeId(this.job.actor.held.office.pack, code),
      code,
      level,
      parent: above.id,
      path,
      names,
      lat: lat ?? null,
      lon: lon ?? null,
      opened: opened ?? '1900-01-01',
    }
    this.planned.set(code, office)
    this.fresh.push(office)
  }

  private update({ row, level, parent, names, lat, lon, opened }: Draft, standing: Stored): void {
    const own = this.job.actor.held.office
    if (!standing.path.startsWith(own.path) || standing.id === own.id)
      return row.wrong('code', 'IMPORT_OFFICE_FOREIGN', { code: standing.code })
    if (level !== standing.level)
      return row.wrong('level', 'IMPORT_LEVEL_CHANGED', { code: standing.code, level: standing.level })
    const above = parent === undefined ? undefined : (this.stored.get(parent)?.id ?? null)
    // Moving rewrites the path in every row below: that is an order of its own, not a line in a list.
    if (above !== undefined && above !== standing.parent)
      return row.wrong('parent', 'IMPORT_OFFICE_MOVED', { code: standing.code })
    const { gone: _, ...before } = standing
    const now = {
      ...before,
      names: { ...before.names, ...names },
      lat: lat ?? before.lat,
      lon: lon ?? before.lon,
      opened: opened ?? before.opened,
    }
    const isRenamed = Object.entries(names).some(([script, text]) => before.names[script as keyof Name] !== text)
    const isSame = !isRenamed && now.lat === before.lat && now.lon === before.lon && now.opened === before.opened
    if (isSame) this.known += 1
    else this.changed.push({ now, isRenamed })
  }

  private depth(level: string): number {
    return this.levels.findIndex(({ id }) => id === level)
  }
}
