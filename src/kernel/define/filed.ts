/** Under which file an office numbers a letter it sends, and how the number is written. */
import type { Record as Folded } from '../entry/record.ts'
import { memoNumber, readMemo, type MemoScheme } from '../rule/memo-number.ts'
import type { Context } from './context.ts'

/** What a page of the register of files says of itself: its number, and what letters it is for. */
export type FileMark = { number: string; kind: string }

/** The series from which the serial of a letter is drawn, and the number of the letter with that serial, in plain digits. */
export type Filed = { series: string; write(serial: number): string }

/** The schemes of memo numbers in force on a day, the newest first; a pack without any numbers its letters by the year. */
export const memoSchemes = (context: Pick<Context, 'rate' | 'today'>): readonly MemoScheme[] =>
  context.rate<readonly MemoScheme[]>('memo.schemes', context.today) ?? []

/**
 * The file for letters of a kind: the one opened last of those the office keeps for it. Serials of a file run on for
 * ever; where there is no file, the letters of a year are numbered through (`12/2026`).
 */
export function filedUnder(
  kind: string,
  files: readonly (FileMark & Pick<Folded, 'stream'>)[],
  context: Pick<Context, 'rate' | 'today' | 'yearOf'>,
): Filed {
  const file = files.filter((one) => one.kind === kind).sort((a, b) => (a.stream < b.stream ? 1 : -1))[0]
  const schemes = memoSchemes(context)
  const parts = file && readMemo(file.number, schemes)?.file
  const scheme = parts && schemes.find((one) => one.parts.every(({ part }) => parts[part] !== undefined))
  if (parts && scheme)
    return { series: `memo ${file.stream}`, write: (serial) => memoNumber(scheme, parts, serial, 'latn') }
  const year = context.yearOf('calendar-year', context.today)
  return { series: `memo ${year}`, write: (serial) => `${serial}/${year}` }
}
