/**
 * Midday meal: one page per school and day. Enrolled and present come from the registers that count them, eaten is
 * present until the head says otherwise, and what a page does not say is as the weekly menu has it: on a normal day
 * there is nothing to do but save. Columns and rules: UP basic R4 (fact book).
 */
import type { Context } from '#kernel/define/context.ts'
import { head, officerAbove, teacher } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import type { Record as Folded } from '#kernel/entry/record.ts'
import { choice } from '#kernel/field/choice.ts'
import { count, mass } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { photo } from '#kernel/field/file.ts'
import { rows } from '#kernel/field/rows.ts'
import { text } from '#kernel/field/text.ts'
import { yesNo } from '#kernel/field/yes-no.ts'
import { levels } from '../common/meal/level.ts'
import { dishes, grains } from '../common/meal/menu.ts'
import { isServed, outcomes, sumOf, usedOf, type MealPage } from '../common/meal/page.ts'
import { anomalies } from './anomalies-sheet.ts'
import { explainMeal } from './explain-meal.ts'
import {
  agreesWithSheets,
  allServedOrNone,
  ateWithinPresent,
  byMenu,
  causeGiven,
  cooksThere,
  dayOpen,
  grainLeft,
  isOdd,
  notFrozen,
  oncePerLevel,
  presentWithinEnrolled,
  reasonGiven,
  withAttendance,
} from './meals.rules.ts'
import { pageOfSms } from './page-of-sms.ts'
import { registerSheet } from './register-sheet.ts'
import { expectedMeal, startOfPage } from './start-of-page.ts'

const page = (body: unknown): Partial<MealPage> => body as Partial<MealPage>
const counts = (name: 'enrolled' | 'present' | 'ate') => (record: { body: unknown }) =>
  sumOf(page(record.body).levels ?? [], name)
const causeIs = (cause: string) => (record: { body: unknown }) =>
  page(record.body).outcome && !isServed(page(record.body).outcome!) && page(record.body).cause === cause ? 1 : 0

const usedBy = (record: Folded, context: Context, what: 'grams' | 'cost') => {
  const { on, outcome, levels } = page(record.body)
  return on && outcome && levels ? sumOf(usedOf(record.body as MealPage, context), what) : 0
}

export const meals = defineRegister({
  id: 'meals',
  version: 1,
  catalogue: ['R4'],
  icon: '♨',
  shelf: 'meals',
  key: ['on'],
  fields: {
    on: day(),
    outcome: choice(...outcomes),
    levels: rows(
      {
        level: choice(...levels),
        enrolled: count({ max: 5000 }),
        present: count({ max: 5000 }),
        ate: count({ max: 5000 }),
      },
      { min: 1, max: 3, by: 'level' },
    ),
    cause: choice('cook', 'ingredients', 'transport', 'other').optional(),
    why: choice('guests', 'late-comers', 'sheet-wrong', 'not-admitted', 'other').optional(),
    dish: choice(...dishes).optional(),
    grain: choice(...grains).optional(),
    change: choice('grain-short', 'ingredient-short', 'season', 'moved', 'order', 'donor', 'other').optional(),
    weighed: mass({ max: 2_000_000 }).optional(),
    milk: yesNo().optional(),
    fruit: yesNo().optional(),
    snack: yesNo().optional(),
    cookedBy: choice('cooks', 'parents', 'teachers', 'others').optional(),
    taster: text({ max: 80 }).optional(),
    donor: text({ max: 120 }).optional(),
    note: text({ max: 300 }).optional(),
    plate: photo().optional(),
  },
  codes: [
    'MEALS_ATE_ABOVE_PRESENT',
    'MEALS_PRESENT_ABOVE_ENROLLED',
    'MEALS_REASON_MISSING',
    'MEALS_WITHOUT_ATTENDANCE',
    'MEALS_PRESENT_DIFFERS',
    'MEALS_CAUSE_MISSING',
    'MEALS_ATE_UNSERVED',
    'MEALS_CHANGE_UNEXPLAINED',
    'MEALS_GRAIN_NEGATIVE',
    'MEALS_COOKED_BY_OTHERS',
    'MEALS_LEVEL_TWICE',
    'MEALS_FROZEN',
    'MEALS_SMS_LEVELS',
  ],
  needs: {
    pupils: { system: 'admission', of: 'office' },
    sheets: { system: 'attendance', of: 'day' },
    pages: { system: 'meals', of: 'office' },
    grain: { system: 'meal-grain', of: 'office' },
    incidents: { system: 'meal-incident', of: 'office' },
    ivrs: { system: 'meal-ivrs', of: 'office' },
  },
  checks: {
    oncePerLevel,
    notFrozen,
    dayOpen,
    ateWithinPresent,
    presentWithinEnrolled,
    reasonGiven,
    withAttendance,
    agreesWithSheets,
    causeGiven,
    allServedOrNone,
    byMenu,
    cooksThere,
    grainLeft,
  },
  access: { write: [head, teacher], correct: [head, teacher, officerAbove] },
  attest: [head],
  guards: ['notFrozen'],
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  day: (body) => body.on,
  lock: 'month',
  measures: {
    days: (record) => [String(record.body['on'] ?? record.stream)],
    count: {
      ate: counts('ate'),
      present: counts('present'),
      enrolled: counts('enrolled'),
      pages: () => 1,
      served: ({ body }) => (page(body).outcome && isServed(page(body).outcome!) ? 1 : 0),
      noCook: causeIs('cook'),
      noIngredients: causeIs('ingredients'),
      noTransport: causeIs('transport'),
      noOther: causeIs('other'),
      unserved: ({ body }) => (page(body).outcome && !isServed(page(body).outcome!) ? 1 : 0),
      odd: isOdd,
      grain: (record, context) => usedBy(record, context, 'grams'),
      cost: (record, context) => usedBy(record, context, 'cost'),
    },
    show: [
      { measure: 'ate', of: 'present', good: 'high' },
      { measure: 'served', of: 'pages', good: 'high' },
      { measure: 'unserved', good: 'low' },
      { measure: 'odd', good: 'low' },
      { measure: 'grain', unit: 'mass', per: 'month' },
      { measure: 'cost', unit: 'money', per: 'month' },
    ],
  },
  starts: startOfPage,
  expects: expectedMeal,
  sms: {
    keyword: 'MDM',
    says: { present: count({ max: 5000 }), ate: count({ max: 5000 }) },
    repeats: 'all',
    coded: { C: 'cause', W: 'why' },
    page: pageOfSms,
    asks: ['reasonGiven', 'causeGiven', 'allServedOrNone'],
  },
  explain: explainMeal,
  sheets: { register: registerSheet, anomalies },
  keep: 0,
  list: ['on', 'outcome'],
})
