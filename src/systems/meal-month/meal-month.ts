/**
 * Monthly return of the midday meal (PM POSHAN form). The form is drawn from the day pages and the books; this page
 * holds only what nothing else counts: tablets given, visits, and what the bank says.
 */
import { head, officerAbove } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { count, money } from '#kernel/field/count.ts'
import { term } from '#kernel/field/term.ts'
import { text } from '#kernel/field/text.ts'
import { flag, refuse } from '#kernel/error.ts'
import { addDays, addMonths, daysOfMonth, monthOf } from '#kernel/rule/day.ts'
import { levelsHere } from '../common/meal/level.ts'
import { booksOf, bookBalance } from './books.ts'
import { monthForm } from './form-sheet.ts'

export const mealMonth = defineRegister({
  id: 'meal-month',
  version: 1,
  catalogue: ['R4'],
  icon: '▦',
  shelf: 'meals',
  key: ['month'],
  fields: {
    month: term('month'),
    ifaGirls: count({ max: 100_000 }),
    ifaBoys: count({ max: 100_000 }),
    inspections: count({ max: 1000 }),
    bank: money().optional(),
    note: text({ max: 300 }).optional(),
  },
  codes: ['MEALMONTH_NOT_OVER', 'MEALMONTH_BANK_DIFFERS'],
  needs: {
    pupils: { system: 'admission', of: 'office' },
    pages: { system: 'meals', of: 'office' },
    grain: { system: 'meal-grain', of: 'office' },
    cash: { system: 'meal-cash', of: 'office' },
    cooks: { system: 'meal-cook', of: 'office' },
    pays: { system: 'meal-pay', of: 'office' },
    incidents: { system: 'meal-incident', of: 'office' },
    months: { system: 'meal-month', of: 'office' },
  },
  checks: {
    isBegun: ({ month }, context) =>
      month <= monthOf(context.today) || refuse('MEALMONTH_NOT_OVER', { month }, '/month'),
    bankAgrees: ({ month, bank }, context) => {
      if (bank === undefined) return true
      const book = bookBalance(booksOf(context, month).money)
      return book === bank || flag('MEALMONTH_BANK_DIFFERS', { book: book / 100, bank: bank / 100 }, '/bank')
    },
  },
  access: { write: [head], correct: [head, officerAbove] },
  read: ['head', 'clerk', 'officer', 'viewer'],
  expects: (context, on) => {
    const month = monthOf(addDays(`${monthOf(on)}-01`, -1))
    const lockDay = context.rate<number>('register.lockDay', on)
    const isFed = levelsHere(context, daysOfMonth(month)[0]!).length > 0
    if (!isFed || lockDay === undefined) return []
    const by = `${monthOf(on)}-${String(lockDay).padStart(2, '0')}`
    return [{ stream: month, preset: { month }, label: { month }, by }]
  },
  measures: {
    days: (record) => [addMonths(`${record.stream}-01`, 1)],
    per: 'month',
    count: { sent: ({ heads }) => (heads.length > 0 ? 1 : 0) },
    show: [{ measure: 'sent', of: 'schools' }],
  },
  sheets: { form: monthForm },
  keep: 0,
  list: ['month'],
})
