import type { Sheet } from '#kernel/define/sheet.ts'
import { bookTable } from '../common/meal/book.ts'
import { movesOfCash, movesOfMeals, movesOfPay } from '../common/meal/moves.ts'

const parts = {
  opening: { label: 'cells.opening' },
  received: { label: 'cells.received' },
  used: { label: 'cells.used' },
  spoiled: null,
  short: null,
  lent: { label: 'cells.returned' },
}
const levels = {
  balvatika: { label: 'choices.level.balvatika' },
  primary: { label: 'choices.level.primary' },
  upper: { label: 'choices.level.upper' },
}
const items = {
  cost: { label: 'choices.head.cost' },
  fruit: { label: 'choices.head.fruit' },
  snack: { label: 'choices.head.snack' },
  honorarium: { label: 'choices.head.honorarium' },
}

/** The money of a month head by head, with what the meals came to and what cooks were paid. */
export const cashBook: Sheet = {
  params: ['month'],
  table: (context, { month }) =>
    bookTable({
      moves: [
        ...movesOfCash(context.records('cash')),
        ...movesOfPay(context.records('pays')),
        ...movesOfMeals(context.records('pages'), context),
      ].filter(({ account }) => account.split('/')[0]! in items),
      month: month!,
      unit: 'paisa',
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
