import type { Context } from '#kernel/define/context.ts'

/** The year of money that a sheet's `year` means: the one that lies in its December, or today's while it is running. */
export function moneyYearOf(year: string, context: Pick<Context, 'today' | 'yearOf'>): string {
  const end = `${year}-12-31`
  return context.yearOf('money-year', context.today.slice(0, 4) === year ? context.today : end)
}
