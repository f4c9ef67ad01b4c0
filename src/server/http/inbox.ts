import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Entry } from '#kernel/entry/envelope.ts'
import type { Problem } from '#kernel/error.ts'
import { isUuid } from '#kernel/field/ref.ts'
import { within } from '../db/pool.ts'
import { coversDay } from '#kernel/define/make-context.ts'
import type { Directory } from '../directory.ts'
import { reachOf } from '../reach.ts'
import { actingOf, type Deps } from './deps.ts'
import { ProblemError } from './problem.ts'
import { namesOf, RECORD_COLUMNS, syncRecord, type RecordRow } from './sync-record.ts'

type TrayRow = {
  id: string
  office: string
  person: string
  entry: Entry
  problems: Problem[]
  received: number
  status: string
}

const decision = z.strictObject({ decision: z.enum(['accept', 'decline']), reason: z.string().trim().min(1).max(500) })

/** Cases and held entries that wait for the one who asks, and deciding on held ones. */
export function routes(app: FastifyInstance, deps: Deps): void {
  app.get('/api/v1/inbox', async (request) => {
    const { held, person } = actingOf(request)
    return within(deps.pool, reachOf(person, held), async (client) => {
      const cases = (
        await client.query(
          `select ${RECORD_COLUMNS} from record where duty_office = $1 and duty_role = $2 order by due_by, changed limit 500`,
          [held.office.id, held.role],
        )
      ).rows as RecordRow[]
      const late =
        held.role === 'officer'
          ? ((
              await client.query(
                `select ${RECORD_COLUMNS} from record where duty_office = any($1) and due_by < $2 order by due_by, changed limit 200`,
                [await answersFor(deps.directory, held.office.id), deps.directory.today(held.office, deps.now())],
              )
            ).rows as RecordRow[])
          : []
      const sent = (
        await client.query(`select ${RECORD_COLUMNS} from record where subject = $1 order by changed desc limit 100`, [
          person,
        ])
      ).rows as RecordRow[]
      const waiting =
        held.role === 'officer'
          ? ((
              await client.query(
                `select id, office, person, entry, problems, (extract(epoch from received) * 1000)::float8 as received, status from tray where status = 'held' order by received limit 500`,
              )
            ).rows as TrayRow[])
          : []
      const mine: TrayRow[] = []
      for (const item of waiting)
        if (item.person !== person && (await deciderOf(deps, item)) === held.office.id) mine.push(item)
      return {
        time: deps.now(),
        cases: cases.map((row) => syncRecord(row, deps.directory, held.office.id)),
        late: late.map((row) => syncRecord(row, deps.directory, held.office.id)),
        sent: sent.map((row) => syncRecord(row, deps.directory, held.office.id)),
        held: mine.map(({ id, office, entry, problems, received }) => ({
          id,
          entry,
          problems,
          received,
          office: { id: office, names: deps.directory.find(office)?.names ?? {} },
        })),
        people: await namesOf(deps.pool, [
          ...[...cases, ...late].map((c) => c.subject ?? person),
          ...mine.map((m) => m.person),
        ]),
      }
    })
  })

  app.post<{ Params: { id: string } }>('/api/v1/held/:id', async (request) => {
    const { held, person } = actingOf(request)
    const body = decision.safeParse(request.body)
    if (!body.success) throw new ProblemError('REASON_MISSING')
    if (!isUuid(request.params.id)) throw new ProblemError('NOT_FOUND')
    const item = await within(
      deps.pool,
      reachOf(person, held),
      async (client) =>
        (
          await client.query('select id, office, person, entry, problems, status from tray where id = $1', [
            request.params.id,
          ])
        ).rows[0] as TrayRow | undefined,
    )
    if (!item) throw new ProblemError('NOT_FOUND')
    if (item.status !== 'held') throw new ProblemError('ALREADY_DECIDED')
    const isMine = held.role === 'officer' && item.person !== person && (await deciderOf(deps, item)) === held.office.id
    if (!isMine) throw new ProblemError('NOT_ALLOWED')
    return {
      answer: await decide(deps, item, {
        person,
        reason: body.data.reason,
        isAccepted: body.data.decision === 'accept',
        reach: reachOf(person, held),
      }),
    }
  })
}

/** The offices below whose next officer above sits at this one: she answers for what is late there. */
async function answersFor(directory: Directory, id: string): Promise<string[]> {
  const found: string[] = []
  for (const office of directory.children(id)) {
    found.push(office.id)
    const hasOfficer = (await directory.staff(office.id)).some(({ role }) => role === 'officer')
    if (!hasOfficer) found.push(...(await answersFor(directory, office.id)))
  }
  return found
}

/**
 * The office whose officer decides: the nearest above, or the one that closed the year the entry is about. Nobody
 * decides on what she wrote herself: where no other officer sits there it goes further up.
 */
async function deciderOf(deps: Deps, item: TrayRow): Promise<string | undefined> {
  const closed = item.problems.find((problem) => problem.code === 'YEAR_CLOSED')?.facts?.['by']
  const first = closed ? String(closed) : (await deps.directory.nearest(item.office)).officer
  if (first === undefined) return undefined
  for (const { id } of deps.directory.upward(first)) {
    const staff = await deps.directory.staff(id)
    if (staff.some(({ role, person }) => role === 'officer' && person !== item.person)) return id
  }
  return undefined
}

type Decision = { person: string; reason: string; isAccepted: boolean; reach: ReturnType<typeof reachOf> }

async function decide(deps: Deps, item: TrayRow, made: Decision) {
  const close = (status: 'taken' | 'declined', problems: readonly Problem[]) => ({
    text: `update tray set status = $2, decided_by = $3, decided_at = to_timestamp($4::float8 / 1000), decision_reason = $5, problems = $6 where id = $1 and status = 'held'`,
    values: [item.id, status, made.person, deps.now(), made.reason, JSON.stringify(problems)],
  })
  if (!made.isAccepted) {
    const { rowCount } = await within(deps.pool, made.reach, (client) => client.query(close('declined', item.problems)))
    if (rowCount !== 1) throw new ProblemError('ALREADY_DECIDED')
    return { id: item.id, status: 'refused' as const, problems: item.problems, flags: [] }
  }
  const office = deps.directory.get(item.office)
  const day = deps.directory.today(office, item.entry.clock.at)
  const posts = await deps.directory.postsOf(item.person)
  const author =
    posts.find((held) => held.post === item.entry.post && coversDay(held, day)) ??
    posts.find((held) => held.post === item.entry.post)
  if (!author) throw new ProblemError('POST_NOT_HELD')
  return deps.ledger.takeHeld(office, item.entry, author, deps.now(), async (client, answer) => {
    // What cannot be taken yet (a version that this server does not know) goes on waiting.
    if (answer.status === 'held' && answer.apart) return
    const { rowCount } = await client.query(
      close(
        answer.status === 'refused' ? 'declined' : 'taken',
        answer.status === 'refused' ? answer.problems : item.problems,
      ),
    )
    if (rowCount !== 1) throw new ProblemError('ALREADY_DECIDED')
  })
}
