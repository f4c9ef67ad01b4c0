/**
 * One criterion of a weight table: hundredths of a point for each unit of what is counted (a year of service, a
 * kilometre, yes = 1), and the most that it can bring.
 */
export type Weight = { criterion: string; each: number; most: number }

/**
 * A weight table as an order publishes it, kept dated in the pack because it changes from round to round: what each
 * criterion brings, what all can bring together in hundredths of a point, and by which facts those with as many points
 * are told apart, the greater first.
 */
export type WeightTable = { total: number; weights: readonly Weight[]; ties: readonly string[] }

/** What is counted of one person, by criterion: whole units. */
export type Counted = { readonly [criterion: string]: number }

/** One line of a sum of points: what was counted, and the hundredths of a point that it brings. */
export type PointLine = { criterion: string; counted: number; points: number }

/** The points of one person line by line, so that she sees how they came about; what is not counted brings nothing. */
export function pointsOf({ weights }: WeightTable, counted: Counted): { lines: readonly PointLine[]; points: number } {
  const lines = weights.map(({ criterion, each, most }) => {
    const value = Math.max(0, counted[criterion] ?? 0)
    return { criterion, counted: value, points: Math.min(most, value * each) }
  })
  return { lines, points: lines.reduce((sum, { points }) => sum + points, 0) }
}

/** The numbers by which a person stands before others: her points, then the facts that tell equals apart. */
export const orderKey = (table: WeightTable, counted: Counted): readonly number[] => [
  pointsOf(table, counted).points,
  ...table.ties.map((tie) => counted[tie] ?? 0),
]

/** What is wrong with a table before anybody is ranked by it: its parts do not add up, or a criterion stands twice. */
export function faultOf({ total, weights }: WeightTable): 'WEIGHTS_SUM_WRONG' | 'WEIGHTS_TWICE' | undefined {
  if (new Set(weights.map(({ criterion }) => criterion)).size !== weights.length) return 'WEIGHTS_TWICE'
  return weights.reduce((sum, { most }) => sum + most, 0) === total ? undefined : 'WEIGHTS_SUM_WRONG'
}
