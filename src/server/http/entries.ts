import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { systems } from '#systems/index.ts'
import { within } from '../db/pool.ts'
import { actingOf, signedOf, type Deps } from './deps.ts'
import { ProblemError } from './problem.ts'
import { countEntries } from './metrics.ts'

/** Most entries of one push. */
export const MOST_ENTRIES = 200

const pushed = z.strictObject({ entries: z.array(z.unknown()).min(1).max(MOST_ENTRIES) })

/** Systems of which some step issues a paper. */
const issuing = new Set(systems.filter((d) => Object.values(d.steps).some((step) => step.issues)).map(({ id }) => id))

/** Pushing entries, and the tray of what was not taken. */
export function routes(app: FastifyInstance, deps: Deps): void {
  app.post('/api/v1/entries', async (request) => {
    const { person, posts } = actingOf(request)
    const body = pushed.safeParse(request.body)
    if (!body.success) throw new ProblemError('REQUEST_MALFORMED', { max: MOST_ENTRIES })
    const answers = await deps.ledger.append({ person, posts }, body.data.entries, deps.now())
    countEntries(answers)
    if (answers.some((answer) => answer.record && issuing.has(answer.record.system))) void app.archive.drain()
    return { time: deps.now(), answers }
  })

  app.get('/api/v1/tray', async (request) => {
    const { person } = signedOf(request)
    const { rows } = await within(deps.pool, { lo: '', hi: '', systems: '', spread: '', person }, (client) =>
      client.query(
        `select id, office, status, entry, problems, (extract(epoch from received) * 1000)::float8 as received, decision_reason as reason
         from tray where person = $1 order by received desc limit 200`,
        [person],
      ),
    )
    return { items: rows }
  })
}
