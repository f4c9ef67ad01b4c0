import { createHash } from 'node:crypto'
import { splitSms } from '#kernel/define/read-sms.ts'
import type { Definition } from '#kernel/define/definition.ts'
import { canonical } from '#kernel/entry/canonical.ts'
import { deviceOf } from '#kernel/entry/door.ts'
import type { Entry } from '#kernel/entry/envelope.ts'
import type { Body, Record as Folded } from '#kernel/entry/record.ts'
import type { Problem } from '#kernel/error.ts'
import { excerpt } from '#kernel/field/excerpt.ts'
import { usesSystem } from '#kernel/pack.ts'
import { systems } from '#systems/index.ts'
import type { Answer } from '../append/answer.ts'
import { keepRefused } from '../append/known.ts'
import type { Held } from '../directory.ts'
import type { Deps } from '../http/deps.ts'
import { getSystem } from '../reach.ts'
import type { Sender } from './find-sender.ts'
import { readMessage } from './read-message.ts'
import { helpText, outcomeText, refusalText } from './sms-text.ts'

/** What a sender is told, and what became of the message. */
export type Reply = { text: string; status: 'accepted' | 'held' | 'refused' | 'told'; entry?: string }

type Letter = { id: string; text: string; received: number }

const HELP = ['HELP', 'KHATA', 'INFO']

/** The register of numbers bears what names no other register, so that it lies in the sender's tray all the same. */
const BEARER = 'sms-number'

/** Does what a message of a known sender says: through the same door and the same rules as an entry of the app. */
export async function takeMessage(deps: Deps, sender: Sender, letter: Letter): Promise<Reply> {
  const { keyword, words } = splitSms(letter.text)
  const known = systems.filter((d) => isHere(deps, sender, d))
  const asked = known.filter((d) => d.sms!.keyword === words[0]?.toUpperCase())
  if (HELP.includes(keyword))
    return { text: helpText(asked.length > 0 ? asked : known, sender.language), status: 'told' }
  const definition = known.find((d) => d.sms!.keyword === keyword)
  const { held } = sender
  if (!held) return refuse(deps, sender, letter, definition, [{ code: 'POST_NOT_HELD' }])
  if (!definition)
    return refuse(deps, sender, letter, undefined, [
      { code: 'SMS_KEYWORD_UNKNOWN', facts: { keyword: excerpt(keyword || letter.text) } },
    ])
  const meant = await readMessage(deps, { ...sender, held }, definition, words)
  if ('problems' in meant) return refuse(deps, sender, letter, definition, meant.problems, meant.body)
  const { record, stream, body } = meant
  const about = { definition, day: meant.day, said: meant.said }
  const entry = entryOf(sender, held, letter, definition, stream, body)
  const isSame = record?.heads.some((head) => canonical(head.body) === canonical(body)) ?? false
  const isTaken = isKnown(record, entry.id)
  if (isSame && !isTaken) return { text: outcomeText('same', about, [], sender.language), status: 'accepted' }
  const mine = record && record.heads.length > 0 && record.heads.every((head) => head.by === sender.person)
  const made = mine && !isTaken ? correction(entry, letter, record) : entry
  const isCorrecting = mine && (!isTaken || record.gone.length > 0)
  const [answer] = await deps.ledger.append(authorOf(sender), [made], letter.received, () => letter.received)
  return replyTo(answer!, isCorrecting ? 'corrected' : 'taken', about, sender)
}

function replyTo(
  { id, status, problems, flags }: Answer,
  outcome: 'taken' | 'corrected',
  about: Parameters<typeof outcomeText>[1],
  { language }: Sender,
): Reply {
  if (status === 'refused') return { text: refusalText(problems, language, about.definition), status, entry: id }
  const text = outcomeText(status === 'held' ? 'held' : outcome, about, [...problems, ...flags], language)
  return { text, status, entry: id }
}

/** A register of the sender's school that takes messages. */
const isHere = ({ directory }: Deps, { office }: Sender, definition: Definition): boolean =>
  definition.sms !== undefined &&
  definition.keptAt.includes(office.level) &&
  usesSystem(directory.packOf(office), definition.id)

/** Tells why and keeps the message in the sender's tray, its words as the reason. */
async function refuse(
  deps: Deps,
  sender: Sender,
  letter: Letter,
  definition: Definition | undefined,
  problems: readonly Problem[],
  body: Body = {},
): Promise<Reply> {
  const { held } = sender
  const kept = definition ?? getSystem(BEARER)
  if (held) {
    const entry = entryOf(sender, held, letter, kept, excerpt(letter.text, 80) || '-', body)
    const answer: Answer = { id: entry.id, status: 'refused', problems, flags: [] }
    await keepRefused(
      deps.pool,
      authorOf(sender),
      [{ entry: { ...entry, reason: saying(letter) }, answer }],
      letter.received,
    )
  }
  return { text: refusalText(problems, sender.language, definition), status: 'refused', entry: letter.id }
}

/** A second message about the same page puts her first one right. */
const correction = (entry: Entry, letter: Letter, record: Folded): Entry => ({
  ...entry,
  step: 'correct',
  replaces: record.heads.map((head) => head.id),
  reason: saying(letter),
})

const saying = ({ text }: Letter): string => `SMS: ${excerpt(text, 200)}`

const isKnown = (record: Folded | undefined, id: string): boolean =>
  record !== undefined && (record.heads.some((head) => head.id === id) || record.gone.includes(id))

/** The posting that the number stands for goes first: what is turned away at the door is kept at its office. */
const authorOf = ({ person, posts, held }: Sender) => ({
  person,
  posts: held ? [held, ...posts.filter((one) => one !== held)] : posts,
})

const entryOf = (
  { person }: Sender,
  held: Held,
  letter: Letter,
  definition: Definition,
  stream: string,
  body: Body,
): Entry => ({
  id: letter.id,
  office: held.office.id,
  system: definition.id,
  version: definition.version,
  stream,
  step: 'enter',
  body,
  replaces: [],
  by: person,
  post: held.post,
  device: deviceOf('sms'),
  clock: { at: letter.received },
})

/** The id of the entry of a message: the same however often the gateway tells it. */
export function entryIdOf(gateway: string, message: string, received: number): string {
  const hash = createHash('sha256').update(`${gateway} ${message}`).digest('hex')
  const time = Math.floor(received).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-a${hash.slice(3, 6)}-${hash.slice(6, 18)}`
}
