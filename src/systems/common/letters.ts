/** What letters in and letters out have in common: who keeps the books, and how their lines are read. */
import type { Context } from '#kernel/define/context.ts'
import type { Cell } from '#kernel/define/sheet.ts'
import { head, type Who } from '#kernel/define/who.ts'
import type { Record } from '#kernel/entry/record.ts'
import { choice } from '#kernel/field/choice.ts'
import { count } from '#kernel/field/count.ts'
import { file, photo } from '#kernel/field/file.ts'
import { text } from '#kernel/field/text.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'

const clerk: Who = { role: 'clerk', at: 'office' }
const ownOfficer: Who = { role: 'officer', at: 'office' }

/** In a school its head, in an office its officer; a clerk wherever there is one. */
export const bookkeepers: readonly Who[] = [head, clerk, ownOfficer]
export const deciders: readonly Who[] = [head, ownOfficer]

export const modes = choice('hand', 'post', 'email', 'portal')

/** What came with a letter or goes with it: how many leaves, a photo of it, the file. */
export const enclosed = {
  enclosures: count({ max: 500 }).optional(),
  paper: photo().optional(),
  attachment: file().optional(),
  note: text({ max: 300 }).optional(),
}

/** How many days before its time a letter is shown on Today. */
const SOON = 3

/** Letters of some states whose time is near or over, the longest overdue first. */
export const pressing = (
  letters: readonly Record[],
  states: readonly string[],
  timeOf: (letter: Record) => unknown,
  day: Day,
): { letter: Record; by: Day }[] =>
  letters
    .flatMap((letter) => {
      const by = timeOf(letter)
      return states.includes(letter.state) && typeof by === 'string' && by <= addDays(day, SOON) ? [{ letter, by }] : []
    })
    .sort((a, b) => (a.by < b.by ? -1 : 1))

/** The lines of a book between two days in the order of their numbers; what has none yet stands at the end. */
export const inBook = (letters: readonly Record[], from: Day, to: Day): Record[] =>
  letters
    .filter(({ heads, body }) => heads.length > 0 && String(body['on']) >= from && String(body['on']) <= to)
    .sort((a, b) => numberOf(a) - numberOf(b) || (a.stream < b.stream ? -1 : 1))

const numberOf = ({ body }: Record): number => Number(body['no'] ?? Number.MAX_SAFE_INTEGER)

export const plain = (value: unknown): Cell => (typeof value === 'string' || typeof value === 'number' ? value : null)

/** How the last letter came or went: most of a school's take the same road. */
export const lastMode = (context: Context, need: string): { mode?: string } => {
  const last = context.records(need).reduce<Record | undefined>((newest, letter) => {
    if (letter.heads.length === 0) return newest
    return !newest || letter.stream > newest.stream ? letter : newest
  }, undefined)
  return last ? { mode: String(last.body['mode']) } : {}
}

/** The lines that somebody wrote below one another, without the empty ones. */
export const linesOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? value
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
    : []
