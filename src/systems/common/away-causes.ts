/** Why somebody is away with leave, in the order of the staff register's columns. */
export const leaves = ['casual-leave', 'medical', 'child-care', 'maternity', 'earned', 'other-leave'] as const

/** What somebody does elsewhere by order: it counts as work. */
export const duties = ['training', 'meeting', 'census', 'election', 'other-duty'] as const

/** Kinds of leave that have a column of their own in the staff register, by their names in the pack. */
const COLUMNS: { readonly [kind: string]: (typeof leaves)[number] } = {
  maternity: 'maternity',
  childCare: 'child-care',
  earned: 'earned',
  medical: 'medical',
  commuted: 'medical',
}

/** Under which cause a granted leave stands in the staff register: the procedure's own, or its kind's column. */
export const causeOf = (system: string, kind: unknown): string =>
  system === 'casual-leave' ? system : (COLUMNS[String(kind)] ?? 'other-leave')
