import type { Context } from '#kernel/define/context.ts'
import type { Cell, Place, Sheet, Table } from '#kernel/define/sheet.ts'
import type { Record } from '#kernel/entry/record.ts'
import { needsOpening, openingsOf } from './cut-over.rules.ts'

/** How far the schools of an area are, in the order in which they come: what an officer plans the next ones by. */
function areaTable(context: Context, places: readonly Place[]): Table {
  const books = context.options('books').length
  return {
    title: { label: 'sheets.rollout' },
    columns: [
      { head: { label: 'cells.school' }, tone: 'name' },
      { head: { label: 'cells.code' } },
      { head: { label: 'cells.first' } },
      ...counted.map((state) => ({ head: { label: `states.${state}` }, align: 'end' as const })),
      { head: { label: 'cells.paper' }, align: 'end' },
      { head: { label: 'cells.noPhoto' }, align: 'end' },
      { head: { label: 'cells.missing' } },
    ],
    rows: places
      .map(({ office, records }) => ({ office, pages: records('books').filter(({ heads }) => heads.length > 0) }))
      .map(({ office, pages }) => ({ office, pages, first: firstDay(pages) }))
      .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))
      .map(({ office, pages, first }) => {
        const of = (state: string) => pages.filter((page) => page.state === state)
        const onPaper = books - counted.reduce((sum, state) => sum + of(state).length, 0)
        return {
          cells: [
            office.names,
            office.code,
            first === NEVER ? '' : first,
            ...counted.map((state) => of(state).length),
            onPaper,
            of('proposed').filter(({ body }) => body['lastPage'] === undefined).length,
            areaMissing(of, onPaper),
          ],
        }
      }),
  }
}

const counted = ['planned', 'proposed', 'both', 'digital'] as const

/** After every day: schools that nobody has planned for come last. */
const NEVER = '9999'

/** The earliest day from which a register of a school is kept here, or is to be. */
const firstDay = (pages: readonly Record[]): string =>
  pages
    .filter(({ state }) => (counted as readonly string[]).includes(state))
    .map(({ body }) => String(body['from'] ?? NEVER))
    .reduce((a, b) => (a < b ? a : b), NEVER)

/** Whose move it is at a school: the officer's before the head's, since the head waits for her. */
function areaMissing(of: (state: string) => readonly Record[], onPaper: number): Cell {
  if (of('proposed').length > 0) return { label: 'cells.needsOfficer' }
  if (of('planned').length > 0) return { label: 'cells.needsProposal' }
  if (onPaper > 0) return { label: 'cells.needsPlan' }
  return of('both').length > 0 ? { label: 'cells.needsClosing' } : ''
}

/** How far a school is: every register it owes, since when it is kept here, and what is still missing. */
export const rolloutSheet: Sheet = {
  params: [],
  signs: ['head', 'officer'],
  area: { needs: ['books'], table: areaTable },
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
  if (
    !page ||
    page.state === 'planned' ||
    page.state === 'cancelled' ||
    page.state === 'withdrawn' ||
    page.state === 'returned'
  )
    return { label: 'cells.needsProposal' }
  if (page.state === 'proposed') return { label: 'cells.needsOfficer' }
  return { label: 'cells.needsClosing' }
}
