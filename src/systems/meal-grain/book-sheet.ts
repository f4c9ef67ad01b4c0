import type { Sheet } from '#kernel/define/sheet.ts'
import { bookTable } from '../common/meal/book.ts'
import { movesOfGrain, movesOfMeals } from '../common/meal/moves.ts'

const parts = {
  opening: { label: 'cells.opening' },
  received: { label: 'cells.received' },
  used: { label: 'cells.used' },
  spoiled: { label: 'cells.spoiled' },
  short: { label: 'cells.short' },
  lent: { label: 'cells.lent' },
}
const levels = {
  balvatika: { label: 'choices.level.balvatika' },
  primary: { label: 'choices.level.primary' },
  upper: { label: 'choices.level.upper' },
}
const items = {
  wheat: { label: 'choices.grain.wheat' },
  rice: { label: 'choices.grain.rice' },
  millet: { label: 'choices.grain.millet' },
}

/** The grain book of a month: every movement with the balance after it, account by account. */
export const grainBook: Sheet = {
  params: ['month'],
  table: (context, { month }) =>
    bookTable({
      moves: [...movesOfGrain(context.records('grain')), ...movesOfMeals(context.records('pages'), context)].filter(
        ({ account }) => account.split('/')[0]! in items,
      ),
      month: month!,
      unit: 'gram',
      words: {
        title: { label: 'sheets.book' },
        on: { label: 'fields.on' },
        what: { label: 'cells.what' },
        in: { label: 'cells.in' },
        out: { label: 'cells.out' },
        balance: { label: 'cells.balance' },
        forward: { label: 'cells.forward' },
        parts,
        levels,
        items,
      },
    }),
}
