/**
 * Cut-over from paper: one page for each register of a school. An officer may plan the day ahead, so that schools come
 * in turn; the head proposes from when it is kept here, with a photo of the last page on paper; its opening balances
 * stand in the register itself and are counted out on this page. The officer above compares and agrees; from then on
 * paper and register are both in force until she closes the paper (catalogue R14).
 */
import { head, nearestOfficer, officerAbove } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { day } from '#kernel/field/day.ts'
import { photo } from '#kernel/field/file.ts'
import { listed } from '#kernel/field/listed.ts'
import { text } from '#kernel/field/text.ts'
import { isReady, longEnough, notBeforeStart, openingLines, progressOf } from './cut-over.rules.ts'
import { rolloutSheet } from './rollout-sheet.ts'

const proposal = {
  from: day(),
  lastPage: photo().optional(),
  lastNumber: text({ max: 40 }).optional(),
  note: text({ max: 300 }).optional(),
}

export const cutOver = defineRegister({
  id: 'cut-over',
  version: 1,
  catalogue: ['R14'],
  icon: '⇄',
  shelf: 'office',
  key: ['book'],
  fields: { book: listed('books'), ...proposal },
  states: ['planned', 'proposed', 'returned', 'both', 'digital', 'withdrawn'],
  codes: ['CUTOVER_OPENING_MISSING', 'CUTOVER_NO_PHOTO', 'CUTOVER_BEFORE_START', 'CUTOVER_SHORT'],
  needs: {
    books: { system: 'cut-over', of: 'office' },
    receipt: { system: 'receipt', of: 'office' },
    'meal-grain': { system: 'meal-grain', of: 'office' },
    'meal-cash': { system: 'meal-cash', of: 'office' },
    stock: { system: 'stock', of: 'office' },
    library: { system: 'library', of: 'office' },
    admission: { system: 'admission', of: 'office' },
  },
  checks: { isReady, notBeforeStart, longEnough },
  access: { write: [head], correct: [head] },
  steps: {
    enter: { from: null, to: 'proposed', by: [head], checks: [] },
    plan: { from: null, to: 'planned', by: [officerAbove], checks: [] },
    propose: {
      from: 'planned',
      to: 'proposed',
      by: [head],
      due: 'cutover.proposeDays',
      with: proposal,
      checks: [],
    },
    agree: {
      from: 'proposed',
      to: 'both',
      by: [nearestOfficer],
      due: 'cutover.agreeDays',
      with: { note: text({ max: 300 }).optional() },
      checks: ['isReady'],
    },
    giveBack: { from: 'proposed', to: 'returned', by: [nearestOfficer], reason: true, tone: 'quiet' },
    close: {
      from: 'both',
      to: 'digital',
      by: [nearestOfficer],
      with: { closedOn: day(), closedPage: photo().optional() },
      checks: ['notBeforeStart', 'longEnough'],
    },
    withdraw: { from: ['both', 'digital'], to: 'withdrawn', by: [head, officerAbove], reason: true, tone: 'danger' },
    again: { from: ['withdrawn', 'returned'], to: 'proposed', by: [head], with: proposal, checks: [] },
    correct: {
      from: ['proposed', 'returned'],
      to: 'proposed',
      mode: 'replace',
      by: [head],
      with: { book: listed('books'), ...proposal },
      reason: true,
      checks: [],
      tone: 'quiet',
    },
    cancel: {
      from: ['planned', 'proposed', 'returned'],
      to: 'cancelled',
      mode: 'replace',
      by: [head, officerAbove],
      with: {},
      reason: true,
      tone: 'danger',
    },
  },
  asks: { lastPage: () => 'first', lastNumber: () => 'first' },
  leads: {
    cash: { system: 'receipt', preset: ({ body }) => opening(body['book'], 'receipt') },
    grain: { system: 'meal-grain', preset: ({ body }) => opening(body['book'], 'meal-grain') },
    money: { system: 'meal-cash', preset: ({ body }) => opening(body['book'], 'meal-cash') },
    goods: { system: 'stock', preset: ({ body }) => (body['book'] === 'stock' ? { what: 'opening' } : undefined) },
  },
  afar: progressOf,
  futureDays: 200,
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  day: (page) => page.from,
  explain: openingLines,
  measures: {
    count: {
      planned: ({ state }) => (state === 'planned' ? 1 : 0),
      proposed: ({ state }) => (state === 'proposed' ? 1 : 0),
      started: ({ state }) => (state === 'both' || state === 'digital' ? 1 : 0),
      digital: ({ state }) => (state === 'digital' ? 1 : 0),
      withdrawn: ({ state }) => (state === 'withdrawn' ? 1 : 0),
    },
    show: [
      { measure: 'digital', of: 'started', good: 'high' },
      { measure: 'planned', good: 'low' },
      { measure: 'proposed', good: 'low' },
      { measure: 'withdrawn', good: 'low' },
    ],
  },
  sheets: { rollout: rolloutSheet },
  keep: 800,
  list: ['book', 'from'],
})

const opening = (book: unknown, system: string) => (book === system ? { kind: 'opening' } : undefined)
