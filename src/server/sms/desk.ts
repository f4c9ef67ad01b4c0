import { codeRules } from '#kernel/rule/codes.ts'
import type { Script } from '#kernel/field/name.ts'
import { everywhere, within } from '../db/pool.ts'
import type { Deps } from '../http/deps.ts'
import { findSender } from './find-sender.ts'
import type { Gateway, Inbound } from './gateway.ts'
import { queueSms, type SmsOutbox } from './outbox.ts'
import { refusalText } from './sms-text.ts'
import { entryIdOf, takeMessage, type Reply } from './take-message.ts'

/** Answers a day to a number that nobody has verified: messages cost money, and two machines could talk for ever. */
const ANSWERS_TO_STRANGERS = 3

/** Where messages come in: each is kept, done once and answered once, whatever the gateway repeats. */
export async function receiveSms(deps: Deps, gateway: Gateway, outbox: SmsOutbox, message: Inbound): Promise<Reply> {
  const number = numberOf(message.from)
  await deps.pool.query(
    `insert into sms_in (gateway, message, number, text, received) values ($1, $2, $3, $4, to_timestamp($5::float8 / 1000)) on conflict do nothing`,
    [gateway.name, message.id, number, message.text, deps.now()],
  )
  const { rows } = await deps.pool.query(
    `select text, status, answer, entry, (extract(epoch from received) * 1000)::float8 as received from sms_in where gateway = $1 and message = $2`,
    [gateway.name, message.id],
  )
  const row = rows[0] as {
    text: string
    received: number
    status: Reply['status'] | null
    answer: string
    entry: string | null
  }
  if (row.status) return { text: row.answer, status: row.status, ...(row.entry && { entry: row.entry }) }
  const sender = await findSender(deps, number)
  const isKnown = 'person' in sender
  const id = entryIdOf(gateway.name, message.id, row.received)
  const reply: Reply = isKnown
    ? await takeMessage(deps, sender, { id, text: row.text, received: row.received })
    : { text: refusalText([sender], languageOf(number)), status: 'refused' }
  const isAnswered = isKnown || (await isFewYet(deps, number))
  await within(deps.pool, everywhere, async (client) => {
    const { rowCount } = await client.query(
      `update sms_in set status = $3, answer = $4, entry = $5, person = $6, office = $7 where gateway = $1 and message = $2 and status is null`,
      [
        gateway.name,
        message.id,
        reply.status,
        reply.text,
        reply.entry ?? null,
        isKnown ? sender.person : null,
        isKnown ? sender.office.id : null,
      ],
    )
    if (rowCount === 1 && isAnswered) await queueSms(client, number, reply.text, deps.now())
  })
  void outbox.drain()
  return reply
}

const numberOf = (from: string): string => codeRules.bdMobile(from) ?? codeRules.inMobile(from) ?? from.slice(0, 40)

/** Of a stranger only the country is known. */
const languageOf = (number: string): Script =>
  number.startsWith('+880') ? 'bn' : number.startsWith('+91') ? 'hi' : 'en'

async function isFewYet(deps: Deps, number: string): Promise<boolean> {
  const { rows } = await deps.pool.query(
    `select count(*) as n from sms_in where number = $1 and person is null and status is not null and received > to_timestamp($2::float8 / 1000)`,
    [number, deps.now() - 86_400_000],
  )
  return Number(rows[0].n) < ANSWERS_TO_STRANGERS
}
