import type { Context } from '#kernel/define/context.ts'
import type { Cell, Sheet, Table } from '#kernel/define/sheet.ts'
import type { Record } from '#kernel/entry/record.ts'
import { daysBetween, daysOfMonth } from '#kernel/rule/day.ts'
import { inBook, plain } from '../common/letters.ts'

/** The diary of a month in the columns of the paper one: what came, for whom it was meant and what became of it. */
export const diary: Sheet = {
  params: ['month'],
  table: (context, { month }): Table => {
    const days = daysOfMonth(month!)
    return {
      title: { label: 'sheets.diary' },
      columns: [
        { head: { label: 'fields.no' }, align: 'end' },
        { head: { label: 'fields.on' } },
        { head: { label: 'fields.from' }, tone: 'name' },
        { head: { label: 'fields.theirNo' } },
        { head: { label: 'fields.dated' } },
        { head: { label: 'fields.subject' } },
        { head: { label: 'fields.enclosures' }, align: 'end' },
        { head: { label: 'fields.marked' } },
        { head: { label: 'fields.due' } },
        { head: { label: 'fields.disposedOn' } },
        { head: { label: 'fields.outcome' } },
      ],
      rows: inBook(context.records('letters'), days[0]!, days.at(-1)!).map((letter) => ({
        open: { stream: letter.stream },
        cells: [
          plain(letter.body['no']) ?? { label: 'cells.comes' },
          ...['on', 'from', 'theirNo', 'dated', 'subject', 'enclosures', 'marked', 'due'].map((name) =>
            plain(letter.body[name]),
          ),
          letter.state === 'disposed' ? plain(letter.body['disposedOn']) : null,
          outcomeOf(letter, context),
        ],
        ...(letter.state === 'cancelled' && { tone: 'struck' as const }),
      })),
    }
  },
}

/** What became of a letter: the number of the answer where one went out. */
function outcomeOf({ stream, state, body }: Record, context: Context): Cell {
  if (state === 'cancelled') return { label: 'states.cancelled' }
  if (state !== 'disposed') return null
  const reply = context.records('sent').find((sent) => sent.body['answers'] === stream && sent.state !== 'cancelled')
  if (reply?.body['no'] !== undefined)
    return { label: 'cells.answeredBy', facts: { no: Number(reply.body['no']), day: String(reply.body['on']) } }
  return { field: 'outcome', value: body['outcome'] }
}

/** Letters that wait, the longest overdue first; those without a time at the end. */
export const pending: Sheet = {
  params: ['day'],
  table: (context, { day }): Table => ({
    title: { label: 'sheets.pending' },
    columns: [
      { head: { label: 'fields.no' }, align: 'end' },
      { head: { label: 'fields.on' } },
      { head: { label: 'fields.from' }, tone: 'name' },
      { head: { label: 'fields.subject' } },
      { head: { label: 'fields.marked' } },
      { head: { label: 'fields.due' } },
      { head: { label: 'cells.overdue' }, tone: 'sum', align: 'end' },
    ],
    rows: inBook(context.records('letters'), '1900-01-01', day!)
      .filter(({ state }) => state === 'received' || state === 'marked')
      .sort((a, b) => (dueOf(a) < dueOf(b) ? -1 : dueOf(a) > dueOf(b) ? 1 : 0))
      .map((letter) => {
        const late = letter.body['due'] === undefined ? 0 : daysBetween(dueOf(letter), day!)
        return {
          open: { stream: letter.stream },
          cells: [
            plain(letter.body['no']) ?? { label: 'cells.comes' },
            ...['on', 'from', 'subject', 'marked', 'due'].map((name) => plain(letter.body[name])),
            late > 0 ? late : null,
          ],
          tones: [...Array<undefined>(6).fill(undefined), late > 0 ? 'bad' : undefined],
        }
      }),
  }),
}

const dueOf = ({ body }: Record): string => String(body['due'] ?? '9999-12-31')
