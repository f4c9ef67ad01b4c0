/** Why somebody is away with leave, in the order of the staff register's columns. */
export const leaves = ['casual-leave', 'medical', 'child-care', 'maternity', 'earned', 'other-leave'] as const

/** What somebody does elsewhere by order: it counts as work. */
export const duties = ['training', 'meeting', 'census', 'election', 'other-duty'] as const
