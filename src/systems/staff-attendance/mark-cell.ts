import type { Cell } from '#kernel/define/sheet.ts'
import type { DayMark } from './person-days.ts'

const LETTERS: { readonly [mark in DayMark]: Cell } = {
  P: { label: 'letters.P' },
  T: { label: 'letters.T' },
  H: { label: 'letters.H' },
  CL: { label: 'letters.CL' },
  ML: { label: 'letters.ML' },
  CCL: { label: 'letters.CCL' },
  MAT: { label: 'letters.MAT' },
  EL: { label: 'letters.EL' },
  OL: { label: 'letters.OL' },
  D: { label: 'letters.D' },
  A: { label: 'letters.A' },
  E: { label: 'letters.E' },
  N: { label: 'letters.N' },
  open: '–',
  free: null,
  none: null,
}

const WORDS: { readonly [mark in DayMark]: Cell } = {
  P: { label: 'marks.P' },
  T: { label: 'marks.T' },
  H: { label: 'marks.H' },
  CL: { label: 'marks.CL' },
  ML: { label: 'marks.ML' },
  CCL: { label: 'marks.CCL' },
  MAT: { label: 'marks.MAT' },
  EL: { label: 'marks.EL' },
  OL: { label: 'marks.OL' },
  D: { label: 'marks.D' },
  A: { label: 'marks.A' },
  E: { label: 'marks.E' },
  N: { label: 'marks.N' },
  open: { label: 'marks.open' },
  free: { label: 'marks.free' },
  none: null,
}

/** The letter of a day in the month's grid, as paper registers have it. */
export const letterOf = (mark: DayMark): Cell => LETTERS[mark]

/** The same in words, where there is room. */
export const wordOf = (mark: DayMark): Cell => WORDS[mark]

/** How a cell is drawn: absence stands out, what is excused or waits is marked, free days are ruled off. */
export function toneOf(mark: DayMark): 'bad' | 'wait' | 'off' | undefined {
  if (mark === 'A') return 'bad'
  if (mark === 'free' || mark === 'none') return 'off'
  return mark === 'T' || mark === 'H' || mark === 'N' || mark === 'open' ? 'wait' : undefined
}
