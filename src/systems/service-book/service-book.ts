/**
 * Service book: one page for each thing that happens in a person's service, written by herself or her head from the
 * paper that proves it and attested by the officer; never changed, only corrected in red. The book of a person is drawn
 * from her pages (catalogue H3; evidence as O10 asks).
 */
import { head, nearestOfficer, officerAbove } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { count, money } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { photo } from '#kernel/field/file.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { bookSheet, ownSheet } from './service-book-sheets.ts'
import { endsAfter, notTwice, onStaff, payGrows, proven } from './service-book.rules.ts'

export const serviceBook = defineRegister({
  id: 'service-book',
  version: 1,
  catalogue: ['H3', 'O10'],
  icon: '☰',
  shelf: 'staff',
  subject: 'person',
  key: ['event'],
  fields: {
    event: ref('record', { self: true }),
    person: ref('person'),
    on: day(),
    kind: choice(
      'appointment',
      'joining',
      'confirmation',
      'promotion',
      'transfer',
      'pay',
      'increment',
      'qualification',
      'training',
      'award',
      'penalty',
      'suspension',
      'break',
      'nominee',
      'other',
    ),
    matter: text({ max: 160 }),
    grade: count({ min: 1, max: 20 }).optional(),
    pay: money().optional(),
    until: day().optional(),
    order: text({ max: 80 }).optional(),
    certificate: photo().optional(),
    note: text({ max: 300 }).optional(),
  },
  needs: { events: { system: 'service-book', of: 'subject' } },
  codes: ['SERVICE_NOT_ON_STAFF', 'SERVICE_TWICE', 'SERVICE_PAY_LOWER', 'SERVICE_UNPROVEN', 'SERVICE_ENDS_EARLY'],
  checks: { onStaff, notTwice, payGrows, proven, endsAfter },
  access: { write: ['subject', head], correct: ['subject', head, officerAbove] },
  attest: [nearestOfficer],
  asks: {
    grade: ({ kind }) => (isPay(kind) ? 'first' : 'may'),
    pay: ({ kind }) => (kind === 'pay' || kind === 'increment' ? 'must' : isPay(kind) ? 'first' : 'no'),
    until: ({ kind }) => (['training', 'suspension', 'break'].includes(String(kind)) ? 'first' : 'no'),
    order: ({ kind }) => (kind === 'qualification' || kind === 'nominee' ? 'may' : 'first'),
    certificate: () => 'first',
  },
  read: ['head', 'officer'],
  namesUpTo: 'district',
  watched: true,
  day: (page) => page.on,
  measures: {
    count: {
      waiting: ({ state }) => (state === 'entered' ? 1 : 0),
      attested: ({ state }) => (state === 'verified' ? 1 : 0),
    },
    show: [{ measure: 'attested' }, { measure: 'waiting', good: 'low' }],
  },
  sheets: { own: ownSheet, book: bookSheet },
  keep: 0,
  list: ['person', 'kind', 'on'],
})

const isPay = (kind: unknown): boolean => ['appointment', 'promotion', 'pay', 'increment'].includes(String(kind))
