import type { Context } from '#kernel/define/context.ts'
import type { Cell, Sheet, Table } from '#kernel/define/sheet.ts'
import type { Record } from '#kernel/entry/record.ts'
import type { Name } from '#kernel/field/name.ts'
import { daysBetween, type Day } from '#kernel/rule/day.ts'
import { dueOf } from './loans.rules.ts'

/** Copies that were out at the end of a day, the longest overdue first. */
export const openSheet: Sheet = {
  params: ['day'],
  table: (context, { day }) => loanTable(context, day!, { label: 'sheets.open' }, () => true),
}

/** Those of them that should have been back. */
export const overdueSheet: Sheet = {
  params: ['day'],
  table: (context, { day }) => loanTable(context, day!, { label: 'sheets.overdue' }, (due) => due < day!),
}

function loanTable(context: Context, day: Day, title: Cell, isWanted: (due: Day) => boolean): Table {
  const copies = new Map(context.records('copies').map((copy) => [copy.stream, copy]))
  const rows = context
    .records('loans')
    .filter((loan) => isOutOn(loan, day))
    .map((loan) => ({ loan, due: dueOf(loan.body as never, context)! }))
    .filter(({ due }) => isWanted(due))
    .sort((a, b) => (a.due < b.due ? -1 : 1))
  return {
    title,
    columns: [
      { head: { label: 'cells.no' }, align: 'end' },
      { head: { label: 'fields.copy' }, tone: 'name' },
      { head: { label: 'cells.borrower' } },
      { head: { label: 'cells.group' } },
      { head: { label: 'fields.on' } },
      { head: { label: 'fields.due' } },
      { head: { label: 'cells.late' }, align: 'end' },
    ],
    rows: rows.map(({ loan, due }) => {
      const copy = copies.get(String(loan.body['copy']))
      const { names, group, hasLeft } = borrowerOf(loan, context)
      return {
        open: { stream: loan.stream },
        ...(hasLeft && { tone: 'struck' as const }),
        cells: [
          Number(copy?.body['no'] ?? 0),
          (copy?.body['name'] as Name | undefined) ?? '',
          names ?? '',
          group,
          String(loan.body['on']),
          due,
          due < day ? daysBetween(due, day) : null,
        ],
      }
    }),
    notes: [lossNote(context, day)],
  }
}

const isOutOn = ({ heads, state, body }: Record, day: Day): boolean =>
  heads.length > 0 &&
  String(body['on']) <= day &&
  (state === 'out' || String(body['backOn'] ?? body['lostOn'] ?? day) > day)

function borrowerOf({ body }: Record, context: Context): { names: Name | undefined; group: string; hasLeft: boolean } {
  if (body['to'] === 'staff') {
    const names = context.staff().find(({ person }) => person === body['person'])?.names
    return { names, group: '', hasLeft: false }
  }
  const pupil = context.records('pupils').find(({ stream }) => stream === body['pupil'])
  return {
    names: pupil?.body['name'] as Name | undefined,
    group: String(pupil?.body['group'] ?? ''),
    hasLeft: pupil?.state === 'left',
  }
}

/** Losses in a thousand loans, beside what the rules bear; nobody is fined. */
function lossNote(context: Context, day: Day): Cell {
  const loans = context.records('loans').filter(({ heads }) => heads.length > 0)
  const lost = loans.filter(({ state }) => state === 'lost').length
  const borne = context.rate('library.lossPerThousand', day) ?? 5
  const rate = loans.length === 0 ? 0 : Math.round((lost * 1000) / loans.length)
  return { label: 'cells.losses', facts: { lost, issued: loans.length, rate, borne } }
}
