/** Letters that go out: the despatch book. The server numbers them, so that no two phones give one number. */
import type { Context } from '#kernel/define/context.ts'
import type { Effect, Expected } from '#kernel/define/definition.ts'
import { defineRegister } from '#kernel/define/register.ts'
import type { Record } from '#kernel/entry/record.ts'
import { flag } from '#kernel/error.ts'
import { count } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { yesNo } from '#kernel/field/yes-no.ts'
import type { Day } from '#kernel/rule/day.ts'
import { bookkeepers, deciders, enclosed, lastMode, linesOf, modes, pressing } from '../common/letters.ts'
import { despatch } from './despatch-sheet.ts'

export const letterOut = defineRegister({
  id: 'letter-out',
  version: 1,
  catalogue: ['R10'],
  icon: '➤',
  shelf: 'office',
  key: ['letter'],
  fields: {
    letter: ref('record', { self: true }),
    on: day(),
    to: text({ max: 120 }),
    subject: text({ max: 200 }),
    mode: modes,
    answers: ref('record', { of: 'letter-in' }).optional(),
    interim: yesNo().optional(),
    memo: text({ max: 80 }).optional(),
    fileNo: text({ max: 80 }).optional(),
    copies: text({ max: 300, lines: true }).optional(),
    replyBy: day().optional(),
    ...enclosed,
    no: count({ min: 1 }).optional(),
  },
  states: ['sent', 'delivered', 'answered'],
  codes: ['DESPATCH_ANSWERS_UNKNOWN', 'DESPATCH_REPLY_BEFORE'],
  needs: { letters: { system: 'letter-in', of: 'office' }, sent: { system: 'letter-out', of: 'office' } },
  checks: {
    /** An answer to a letter that is not in the diary is kept: the letter may still be on another phone. */
    answersKnown: ({ answers }, context) =>
      answers === undefined ||
      context.records('letters').some(({ stream, heads }) => stream === answers && heads.length > 0) ||
      flag('DESPATCH_ANSWERS_UNKNOWN', {}, '/answers'),
    replyAfter: ({ on, replyBy }) =>
      replyBy === undefined || replyBy >= on || flag('DESPATCH_REPLY_BEFORE', { due: replyBy, day: on }, '/replyBy'),
  },
  access: { write: bookkeepers },
  assigns: { no: { series: 'letter-out', per: 'calendar-year' } },
  asks: { interim: ({ answers }) => (answers === undefined ? 'no' : 'may') },
  steps: {
    enter: {
      from: null,
      to: 'sent',
      by: bookkeepers,
      checks: ['answersKnown', 'replyAfter'],
      assigns: { no: { series: 'letter-out', per: 'calendar-year' } },
      emits: 'letter.sent',
    },
    deliver: {
      from: 'sent',
      to: 'delivered',
      by: bookkeepers,
      with: { deliveredOn: day(), receiver: text({ max: 120 }).optional() },
      tone: 'quiet',
    },
    answer: {
      from: ['sent', 'delivered'],
      to: 'answered',
      by: bookkeepers,
      with: { answeredOn: day(), reply: ref('record', { of: 'letter-in' }).optional() },
      tone: 'quiet',
    },
    /** The line is struck out; its number stays where it was given. */
    cancel: {
      from: ['sent', 'delivered', 'answered'],
      to: 'cancelled',
      mode: 'act',
      by: deciders,
      reason: true,
      tone: 'danger',
    },
  },
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  keptAt: ['*'],
  day: (page) => page.on,
  lock: 'month',
  expects: expectedAnswers,
  starts: (context) => lastMode(context, 'sent'),
  listens: { 'letter.received': replied, 'letter.signed': despatched },
  measures: {
    days: ({ body }) => [String(body['on'])],
    per: 'month',
    count: { sent: ({ state }) => (state === 'cancelled' ? 0 : 1) },
    show: [{ measure: 'sent' }],
  },
  sheets: { despatch },
  keep: 400,
  list: ['subject', 'no', 'to', 'on'],
})

/** Letters that ask for an answer by a day that is near or over. */
function expectedAnswers(context: Context, on: Day): Expected[] {
  return pressing(context.records('sent'), ['sent', 'delivered'], ({ body }) => body['replyBy'], on).map(
    ({ letter: { stream, body }, by }) => ({
      stream,
      preset: { letter: stream },
      label: { subject: String(body['subject']), to: String(body['to']) },
      by,
      step: 'answer',
    }),
  )
}

/** A letter that was written and signed here: it goes to the first it is written to, else to the first that gets a copy. */
function despatched({ stream, body }: Record): Effect | undefined {
  const to = [...linesOf(body['to']), ...linesOf(body['copies'])][0]
  if (to === undefined) return undefined
  const { on, subject, mode } = body
  return { stream, step: 'enter', body: { letter: stream, on, to: to.slice(0, 120), subject, mode } }
}

/** A letter that came in as the answer to one of ours. */
function replied({ stream, body }: Record): Effect | undefined {
  const { replyTo, on } = body
  if (typeof replyTo !== 'string') return undefined
  return { stream: replyTo, step: 'answer', body: { answeredOn: on, reply: stream } }
}
