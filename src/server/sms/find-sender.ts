import { coversDay } from '#kernel/define/make-context.ts'
import type { Problem } from '#kernel/error.ts'
import type { Script } from '#kernel/field/name.ts'
import { fromRows } from '../db/doc.ts'
import { everywhere, within } from '../db/pool.ts'
import type { Held, Office } from '../directory.ts'
import type { Deps } from '../http/deps.ts'

/** Who a number speaks for, where, and in which language she is answered. */
export type Sender = {
  person: string
  posts: readonly Held[]
  office: Office
  held: Held | undefined
  language: Script
}

/**
 * The person for whom a number was verified, with the post that she holds at that school today: a number gives no power
 * of its own. One that two persons claim speaks for nobody.
 */
export async function findSender(deps: Deps, number: string): Promise<Sender | Problem> {
  const records = await within(deps.pool, everywhere, async (client) =>
    fromRows((await client.query(`select doc from record where system = 'sms-number' and stream = $1`, [number])).rows),
  )
  const verified = records.filter(({ state }) => state === 'verified')
  if (verified.length === 0) return { code: 'SMS_NUMBER_UNKNOWN' }
  if (new Set(verified.map(({ body }) => body['person'])).size > 1) return { code: 'SMS_NUMBER_SHARED' }
  const person = String(verified[0]!.body['person'])
  const posts = await deps.directory.postsOf(person)
  const places = verified.map((record) => deps.directory.get(record.office))
  const held = posts.find((one) => {
    const office = places.find(({ id }) => id === one.office.id)
    return office !== undefined && coversDay(one, deps.directory.today(office, deps.now()))
  })
  const office = held?.office ?? places[0]!
  const { rows } = await deps.pool.query('select language from account where person = $1', [person])
  const chosen = (verified[0]!.body['language'] ?? rows[0]?.language) as Script | undefined
  return { person, posts, office, held, language: chosen ?? deps.directory.packOf(office).language }
}
