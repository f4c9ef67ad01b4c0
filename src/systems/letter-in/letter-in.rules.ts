import type { Context } from '#kernel/define/context.ts'
import type { Effect, Expected } from '#kernel/define/definition.ts'
import type { Body, Record } from '#kernel/entry/record.ts'
import { flag } from '#kernel/error.ts'
import type { Day } from '#kernel/rule/day.ts'
import { lastMode, pressing } from '../common/letters.ts'

type Letter = { letter: string; on: Day; from: string; theirNo?: string; dated?: Day; due?: Day }

/** A letter is not written after it has come: one of the two dates is wrong. */
export const datedBefore = ({ on, dated }: Letter) =>
  dated === undefined || dated <= on || flag('LETTER_DATED_LATER', { dated, day: on }, '/dated')

/** Nothing is due before it came. */
export const dueAfter = ({ on, due }: Letter) =>
  due === undefined || due >= on || flag('LETTER_DUE_BEFORE', { due, day: on }, '/due')

/** The same letter by post and by mail is one letter: its sender's number tells. */
export function writtenOnce({ letter, from, theirNo }: Letter, context: Context) {
  if (theirNo === undefined) return true
  const same = context
    .records('letters')
    .find(
      ({ stream, heads, state, body }) =>
        stream !== letter &&
        heads.length > 0 &&
        state !== 'cancelled' &&
        plainly(body['theirNo']) === plainly(theirNo) &&
        plainly(body['from']) === plainly(from),
    )
  return !same || flag('LETTER_TWICE', { number: theirNo, no: Number(same.body['no'] ?? 0) }, '/theirNo')
}

const plainly = (value: unknown): string =>
  String(value ?? '')
    .toLocaleLowerCase()
    .replace(/\s+/g, ' ')

/** A new letter comes as the last one came; one that was answered is disposed of by its answer. */
export function startsOf(context: Context, preset: Body): Body {
  const isAnswered = context
    .records('sent')
    .some(({ state, body }) => state !== 'cancelled' && body['answers'] === preset['letter'] && preset['letter'])
  return { ...lastMode(context, 'letters'), ...(isAnswered && { outcome: 'answered' }) }
}

/** Letters that nobody has disposed of and whose time is near or over. */
export const expectedLetters = (context: Context, day: Day): Expected[] =>
  pressing(context.records('letters'), ['received', 'marked'], ({ body }) => body['due'], day).map(
    ({ letter: { stream, body }, by }) => ({
      stream,
      preset: { letter: stream },
      label: { subject: String(body['subject']), from: String(body['from']) },
      by,
      step: 'dispose',
    }),
  )

/** The answer that goes out disposes of the letter, unless it says that more will follow. */
export function answered({ stream, state, body }: Record): Effect | undefined {
  const { answers, interim, on } = body
  if (state === 'cancelled' || typeof answers !== 'string' || interim === true) return undefined
  return { stream: answers, step: 'dispose', body: { disposedOn: on, outcome: 'answered', reply: stream } }
}
