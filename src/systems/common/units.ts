import type { Record } from '#kernel/entry/record.ts'
import type { Day } from '#kernel/rule/day.ts'

/** How goods are counted. */
export const units = [
  'piece',
  'set',
  'pair',
  'packet',
  'box',
  'dozen',
  'ream',
  'quire',
  'bottle',
  'kg',
  'litre',
  'metre',
] as const

export type Unit = (typeof units)[number]

/**
 * How many of the present unit each unit of an item is worth: a dozen is twelve pieces whenever it was written, so that
 * rows of before and after a change of unit add up.
 */
export function factorsOf(item: Record): ReadonlyMap<string, number> {
  const factors = new Map<string, number>([[String(item.heads[0]?.body['unit']), 1]])
  for (const { step, given } of item.acts) {
    if (step !== 'repack') continue
    for (const [unit, factor] of factors) factors.set(unit, factor * Number(given['factor']))
    factors.set(String(given['unit']), 1)
  }
  return factors
}

/** The unit in which an item was counted on a day. */
export function unitOn(item: Record, day: Day): string {
  const since = item.acts.filter(({ step, given }) => step === 'repack' && String(given['from']) <= day)
  return String(since.at(-1)?.given['unit'] ?? item.heads[0]?.body['unit'])
}

/** A quantity in the item's present unit; undefined where the item never had such a unit. */
export function inPresentUnit(item: Record | undefined, quantity: number, unit: unknown): number | undefined {
  if (!item) return undefined
  const factor = factorsOf(item).get(String(unit))
  return factor === undefined ? undefined : quantity * factor
}
