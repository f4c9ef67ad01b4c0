/**
 * Accession register of the library: a page for each copy, numbered without gaps and never reused. Who has a copy is in
 * the loans register. Columns and rules: R12 (fact book); central GFR-18.
 */
import { head, officerAbove, teacher } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { count, money } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { name } from '#kernel/field/name.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { accessionSheet } from './accession-sheet.ts'
import { measuresOf, resolutionThere } from './library.rules.ts'

export const library = defineRegister({
  id: 'library',
  version: 1,
  catalogue: ['R12'],
  icon: '❐',
  shelf: 'goods',
  key: ['copy'],
  fields: {
    copy: ref('record', { self: true }),
    name: name({ max: 120 }),
    author: text({ max: 80 }).optional(),
    on: day(),
    source: choice('grant', 'purchase', 'donation', 'department'),
    price: money().optional(),
    bill: text({ max: 40 }).optional(),
    publisher: text({ max: 80 }).optional(),
    /** A number already given on paper: kept as it is; without one the server gives the next. */
    no: count({ min: 1, max: 999_999 }).optional(),
  },
  states: ['kept', 'missing', 'withdrawn'],
  needs: {
    copies: { system: 'library', of: 'office' },
    loans: { system: 'loans', of: 'office' },
    resolutions: { system: 'resolution', of: 'office' },
  },
  codes: ['LIBRARY_RESOLUTION_UNKNOWN'],
  checks: { resolutionThere },
  access: { write: [teacher, head], correct: [head, officerAbove] },
  assigns: { no: 'accession' },
  steps: {
    miss: { from: 'kept', to: 'missing', by: [teacher, head], reason: true, tone: 'quiet' },
    find: { from: 'missing', to: 'kept', by: [teacher, head], tone: 'quiet' },
    withdraw: {
      from: ['kept', 'missing'],
      to: 'withdrawn',
      by: [head],
      with: { withdrawnOn: day(), cause: choice('worn', 'lost', 'outdated', 'other'), resolution: text({ max: 60 }) },
      checks: ['resolutionThere'],
      tone: 'danger',
    },
  },
  leads: {
    lend: { system: 'loans', preset: ({ state, stream }) => (state === 'kept' ? { copy: stream } : undefined) },
  },
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  day: (page) => page.on,
  measures: measuresOf,
  sheets: { accession: accessionSheet },
  keep: 0,
  list: ['no', 'name', 'author'],
})
