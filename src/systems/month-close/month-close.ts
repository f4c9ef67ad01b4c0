/**
 * Closing a month of all registers: by the head before the lock day, opened again only when the head asks and the
 * officer above agrees (fact book UP §2.0: both sign). Pages of a closed month wait for the officer, none is lost.
 */
import { head, nearestOfficer, officerAbove } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { term } from '#kernel/field/term.ts'
import { text } from '#kernel/field/text.ts'
import { refuse } from '#kernel/error.ts'

import { addDays, addMonths, monthOf, type Day } from '#kernel/rule/day.ts'

export const monthClose = defineRegister({
  id: 'month-close',
  version: 1,
  catalogue: ['R3', 'R4', 'R7'],
  icon: '⊟',
  shelf: 'office',
  key: ['month'],
  fields: { month: term('month'), note: text({ max: 300 }).optional() },
  states: ['closed', 'reopen-asked', 'reopened'],
  codes: ['MONTH_CLOSE_NOT_OVER'],
  checks: {
    isBegun: (page, context) =>
      page.month <= monthOf(context.today) || refuse('MONTH_CLOSE_NOT_OVER', { month: page.month }, '/month'),
  },
  steps: {
    askReopen: { from: 'closed', to: 'reopen-asked', by: [head], reason: true, tone: 'quiet' },
    reopen: { from: 'reopen-asked', to: 'reopened', by: [nearestOfficer], due: 'register.reopen.decideDays' },
    keepClosed: { from: 'reopen-asked', to: 'closed', by: [nearestOfficer], reason: true, tone: 'danger' },
    closeAgain: { from: 'reopened', to: 'closed', by: [head, nearestOfficer] },
  },
  access: { write: [head], correct: [officerAbove] },
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  expects: (context, on) => {
    const month = monthOf(lastOfBefore(on))
    const lockDay = context.rate('register.lockDay', on)
    return lockDay === undefined
      ? []
      : [
          {
            stream: month,
            preset: { month },
            label: { month },
            by: `${monthOf(on)}-${String(lockDay).padStart(2, '0')}`,
          },
        ]
  },
  measures: {
    days: (record) => [addMonths(`${record.stream}-01`, 1)],
    per: 'month',
    count: {
      closed: ({ state, heads }) => (heads.length > 0 && state !== 'reopened' ? 1 : 0),
      asked: ({ state }) => (state === 'reopen-asked' ? 1 : 0),
    },
    show: [
      { measure: 'closed', of: 'schools' },
      { measure: 'asked', good: 'low' },
    ],
  },
  keep: 800,
  list: ['month', 'note'],
})

const lastOfBefore = (on: Day): Day => addDays(`${monthOf(on)}-01`, -1)
