import type { Context } from '#kernel/define/context.ts'
import type { Cell, Sheet, Table } from '#kernel/define/sheet.ts'
import type { Record } from '#kernel/entry/record.ts'
import { needsOpening, openingsOf } from './cut-over.rules.ts'

/** How far a school is: every register it owes, since when it is kept here, and what is still missing. */
export const rolloutSheet: Sheet = {
  params: [],
  signs: ['head', 'officer'],
  table: (context): Table => {
    const pages = new Map(
      context
        .records('books')
        .filter(({ heads }) => heads.length > 0)
        .map((page) => [page.stream, page]),
    )
    return {
      title: { label: 'sheets.rollout' },
      columns: [
        { head: { label: 'fields.book' }, tone: 'name' },
        { head: { label: 'cells.state' } },
        { head: { label: 'fields.from' } },
        { head: { label: 'fields.closedOn' } },
        { head: { label: 'fields.lastNumber' } },
        { head: { label: 'cells.openings' }, align: 'end' },
        { head: { label: 'cells.missing' } },
      ],
      rows: context.options('books').map((book) => {
        const page = pages.get(book)
        return {
          ...(page && { open: { stream: book } }),
          cells: [
            { field: 'book', value: book },
            page ? { label: `states.${page.state}` } : { label: 'cells.paper' },
            (page?.body['from'] as string | undefined) ?? '',
            page?.state === 'digital' ? String(page.body['closedOn']) : '',
            (page?.body['lastNumber'] as string | undefined) ?? '',
            needsOpening(book) ? openingsOf(book, context).length : null,
            missing(book, page, context),
          ],
        }
      }),
    }
  },
}

/** The next thing that somebody owes before paper can go. */
function missing(book: string, page: Record | undefined, context: Context): Cell {
  if (page?.state === 'digital') return ''
  if (needsOpening(book) && openingsOf(book, context).length === 0) return { label: 'cells.needsOpening' }
  if (!page || page.state === 'cancelled' || page.state === 'withdrawn' || page.state === 'returned')
    return { label: 'cells.needsProposal' }
  if (page.state === 'proposed') return { label: 'cells.needsOfficer' }
  return { label: 'cells.needsClosing' }
}
