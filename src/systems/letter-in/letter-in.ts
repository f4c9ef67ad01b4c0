/** Letters that come in: the diary of a school or office. The server numbers them, each calendar year from one. */
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { count } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { bookkeepers, deciders, enclosed, modes } from '../common/letters.ts'
import { diary, pending } from './diary-sheet.ts'
import { answered, datedBefore, dueAfter, expectedLetters, startsOf, writtenOnce } from './letter-in.rules.ts'

const marking = { marked: text({ max: 80 }).optional(), due: day().optional() }

export const letterIn = defineRegister({
  id: 'letter-in',
  version: 1,
  catalogue: ['R10'],
  icon: '✉',
  shelf: 'office',
  key: ['letter'],
  fields: {
    letter: ref('record', { self: true }),
    on: day(),
    from: text({ max: 120 }),
    subject: text({ max: 200 }),
    mode: modes,
    theirNo: text({ max: 80 }).optional(),
    dated: day().optional(),
    ...marking,
    priority: choice('urgent', 'very-urgent', 'immediate').optional(),
    replyTo: ref('record', { of: 'letter-out' }).optional(),
    ...enclosed,
    no: count({ min: 1 }).optional(),
  },
  states: ['received', 'marked', 'disposed'],
  codes: ['LETTER_DATED_LATER', 'LETTER_DUE_BEFORE', 'LETTER_TWICE'],
  needs: { letters: { system: 'letter-in', of: 'office' }, sent: { system: 'letter-out', of: 'office' } },
  checks: { datedBefore, dueAfter, writtenOnce },
  access: { write: bookkeepers },
  assigns: { no: { series: 'letter-in', per: 'calendar-year' } },
  steps: {
    enter: {
      from: null,
      to: 'received',
      by: bookkeepers,
      checks: ['datedBefore', 'dueAfter', 'writtenOnce'],
      assigns: { no: { series: 'letter-in', per: 'calendar-year' } },
      emits: 'letter.received',
    },
    mark: {
      from: ['received', 'marked'],
      to: 'marked',
      by: bookkeepers,
      with: { ...marking, marked: text({ max: 80 }), instruction: text({ max: 300, lines: true }).optional() },
      checks: ['dueAfter'],
    },
    dispose: {
      from: ['received', 'marked'],
      to: 'disposed',
      by: bookkeepers,
      with: {
        disposedOn: day(),
        outcome: choice('answered', 'acted', 'filed'),
        how: text({ max: 300 }).optional(),
        reply: ref('record', { of: 'letter-out' }).optional(),
      },
    },
    reopen: { from: 'disposed', to: 'marked', by: deciders, reason: true, tone: 'quiet' },
    /** The line is struck out; its number stays where it was given. */
    cancel: {
      from: ['received', 'marked', 'disposed'],
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
  expects: expectedLetters,
  starts: startsOf,
  leads: {
    reply: {
      system: 'letter-out',
      preset: ({ stream, state, body }) =>
        state === 'received' || state === 'marked'
          ? { answers: stream, to: body['from'], subject: body['subject'] }
          : undefined,
    },
  },
  listens: { 'letter.sent': answered },
  measures: {
    days: ({ body }) => [String(body['on'])],
    per: 'month',
    count: {
      received: ({ state }) => (state === 'cancelled' ? 0 : 1),
      disposed: ({ state }) => (state === 'disposed' ? 1 : 0),
    },
    show: [{ measure: 'disposed', of: 'received', good: 'high' }],
  },
  sheets: { diary, pending },
  keep: 400,
  list: ['subject', 'no', 'from', 'on'],
})
