/** Visits of officers: what was seen, what is to be done by when, the head's compliance, and what the next visit finds. */
import { defineRegister } from '#kernel/define/register.ts'
import { head, nearestOfficer, officerAbove, type Who } from '#kernel/define/who.ts'
import { choice } from '#kernel/field/choice.ts'
import { count } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { photo } from '#kernel/field/file.ts'
import { group } from '#kernel/field/group.ts'
import { instant } from '#kernel/field/instant.ts'
import { name } from '#kernel/field/name.ts'
import { point } from '#kernel/field/point.ts'
import { ref } from '#kernel/field/ref.ts'
import { rows } from '#kernel/field/rows.ts'
import { text } from '#kernel/field/text.ts'
import { book, openSheet } from './inspection-sheets.ts'
import {
  asking,
  beforeVisit,
  dueAfterVisit,
  headsAgree,
  onOpenDay,
  once,
  ownVisit,
  startsOf,
  timesInOrder,
} from './inspection.rules.ts'

const viewerAbove: Who = { role: 'viewer', at: 'above' }
const most = { max: 9999 }

const classes = rows(
  {
    group: group(),
    enrolled: count(most),
    register: count(most).optional(),
    counted: count(most).optional(),
  },
  { max: 60, by: 'group' },
)
const points = rows(
  {
    point: text({ max: 240 }),
    severity: choice('serious', 'urgent', 'note'),
    owner: text({ max: 80 }).optional(),
    due: day().optional(),
  },
  { max: 20 },
)
const followed = rows(
  { point: text({ max: 240 }), since: day(), state: choice('done', 'partly', 'not').optional() },
  { max: 60, by: 'point' },
)
const replies = rows(
  { point: text({ max: 240 }), state: choice('done', 'underway', 'cannot'), what: text({ max: 240 }).optional() },
  { max: 20, by: 'point' },
)

export const inspection = defineRegister({
  id: 'inspection',
  version: 1,
  catalogue: ['R9'],
  icon: '⌕',
  shelf: 'supervision',
  key: ['visit'],
  subject: 'inspector',
  fields: {
    visit: ref('record', { self: true }),
    inspector: ref('person'),
    on: day(),
    arrived: instant(),
    left: instant().optional(),
    kind: choice('routine', 'surprise', 'follow-up', 'complaint'),
    classes: classes.optional(),
    posted: count(most).optional(),
    teachers: count(most).optional(),
    meal: choice('served', 'not-served', 'not-seen').optional(),
    eating: count(most).optional(),
    points: points.optional(),
    followed: followed.optional(),
    photo1: photo().optional(),
    photo2: photo().optional(),
    photo3: photo().optional(),
    place: point().optional(),
    rank: name({ max: 80 }).optional(),
    company: text({ max: 200 }).optional(),
    remark: text({ max: 600, lines: true }).optional(),
  },
  states: ['written', 'replied', 'asked', 'closed'],
  codes: [
    'INSPECTION_NOT_OWN',
    'INSPECTION_TWICE',
    'INSPECTION_CLOSED_DAY',
    'INSPECTION_TIMES',
    'INSPECTION_COUNT_DIFFERS',
    'INSPECTION_DUE_BEFORE',
  ],
  needs: {
    visits: { system: 'inspection', of: 'office' },
    pupils: { system: 'admission', of: 'office' },
    sheets: { system: 'attendance', of: 'day' },
  },
  checks: { ownVisit, once, onOpenDay, timesInOrder, headsAgree, dueAfterVisit },
  access: { write: [officerAbove, viewerAbove], correct: ['subject'] },
  afar: beforeVisit,
  asks: {
    classes: () => 'first',
    points: () => 'first',
    photo1: () => 'first',
    teachers: () => 'first',
    followed: ({ followed: lines }) => (lines?.length ? 'first' : 'no'),
    eating: ({ meal }) => (meal === 'served' ? 'first' : 'no'),
  },
  starts: startsOf,
  steps: {
    reply: {
      from: ['written', 'asked'],
      to: 'replied',
      by: [head],
      with: {
        replies: replies.optional(),
        answer: text({ max: 600, lines: true }).optional(),
        proof: photo().optional(),
      },
      due: 'inspection.replyDays',
    },
    accept: { from: 'replied', to: 'closed', by: ['subject', nearestOfficer], due: 'inspection.acceptDays' },
    askAgain: { from: 'replied', to: 'asked', by: ['subject', nearestOfficer], reason: true, tone: 'quiet' },
    /** What the inspector wrote stays as she wrote it once it was answered. */
    correct: {
      from: 'written',
      to: 'written',
      mode: 'replace',
      by: ['subject'],
      checks: ['ownVisit', 'onOpenDay', 'timesInOrder', 'headsAgree', 'dueAfterVisit'],
      reason: true,
      tone: 'quiet',
    },
    cancel: {
      from: 'written',
      to: 'cancelled',
      mode: 'replace',
      by: ['subject', officerAbove],
      with: {},
      reason: true,
      tone: 'danger',
    },
  },
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  day: (page) => page.on,
  measures: {
    days: ({ body, heads }) => (heads.length > 0 ? [String(body['on'])] : []),
    per: 'month',
    count: { visits: () => 1, points: asking },
    show: [{ measure: 'visits', of: 'schools' }, { measure: 'points' }],
  },
  sheets: { book, open: openSheet },
  keep: 800,
  list: ['kind', 'on', 'inspector'],
})
